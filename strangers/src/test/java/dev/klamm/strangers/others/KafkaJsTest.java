package dev.klamm.strangers.others;

import dev.klamm.strangers.Stranger;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@literal kafkajs}, from npm. */
@Tag("strangers")
@Stranger(value = "kafkajs (Node.js)", version = KafkaJsTest.Version.class)
final class KafkaJsTest {

  /** What npm installed. */
  static final class Version implements Supplier<String> {
    @Override
    public String get() {
      return NodeClient.version("kafkajs");
    }
  }

  @TestFactory
  Stream<DynamicTest> node(@TempDir Path directory) throws Exception {
    return NodeClient.run("kafkajs.js", directory);
  }
}
