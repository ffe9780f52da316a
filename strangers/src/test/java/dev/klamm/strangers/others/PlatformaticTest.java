package dev.klamm.strangers.others;

import dev.klamm.strangers.Stranger;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@literal @platformatic/kafka}, from npm. */
@Tag("strangers")
@Stranger(value = "@platformatic/kafka (Node.js)", version = PlatformaticTest.Version.class)
final class PlatformaticTest {

  /** What npm installed. */
  static final class Version implements Supplier<String> {
    @Override
    public String get() {
      return NodeClient.version("@platformatic/kafka");
    }
  }

  @TestFactory
  Stream<DynamicTest> node(@TempDir Path directory) throws Exception {
    return NodeClient.run("platformatic.js", directory);
  }
}
