package dev.klamm.strangers.others;

import dev.klamm.strangers.Node;
import dev.klamm.strangers.Stranger;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** confluent-kafka for Python, on librdkafka. */
@Tag("strangers")
@Stranger(value = "confluent-kafka (Python)", version = ConfluentKafkaTest.Version.class)
final class ConfluentKafkaTest {

  private static final String PYTHON = System.getProperty("strangers.python", "python3");
  private static final Path SCRIPTS = Path.of("src/test/scripts").toAbsolutePath();

  /** Its own, with librdkafka's. */
  static final class Version implements Supplier<String> {
    @Override
    public String get() {
      try {
        return Script.run(
                SCRIPTS,
                PYTHON,
                "-c",
                "import confluent_kafka as c;"
                    + " print('%s (librdkafka %s)' % (c.version()[0], c.libversion()[0]))")
            .trim();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> python(@TempDir Path directory) throws Exception {
    if (!Script.isThere(PYTHON, "-c", "import confluent_kafka")) {
      throw new AssertionError(
          PYTHON
              + " has no confluent_kafka: apt install python3-confluent-kafka, or name another"
              + " by -Dstrangers.python=");
    }
    try (Node node = Node.start(directory)) {
      return Script.cases(Script.run(SCRIPTS, PYTHON, "confluent.py", node.bootstrapServers()));
    }
  }
}
