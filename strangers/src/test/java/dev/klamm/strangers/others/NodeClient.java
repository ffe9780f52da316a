package dev.klamm.strangers.others;

import dev.klamm.strangers.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Scripts for Node.js, with packages that npm installs below {@code target}. */
final class NodeClient {

  private static final Path SCRIPTS = Path.of("src/test/scripts").toAbsolutePath();
  private static final Path PACKAGES =
      Path.of(System.getProperty("strangers.npm", "target/npm")).toAbsolutePath();

  private NodeClient() {}

  static Stream<DynamicTest> run(String script, Path directory) throws Exception {
    install();
    try (Node node = Node.start(directory)) {
      return Script.cases(
          Script.run(
              PACKAGES, "node", SCRIPTS.resolve(script).toString(), node.bootstrapServers()));
    }
  }

  static String version(String name) {
    try {
      Path about = PACKAGES.resolve("node_modules").resolve(name).resolve("package.json");
      return Files.readString(about).replaceAll("(?s).*\"version\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void install() throws Exception {
    if (!Script.isThere("node", "--version")) {
      throw new AssertionError("node is not installed: apt install nodejs npm");
    }
    if (Files.isDirectory(PACKAGES.resolve("node_modules"))) {
      return;
    }
    Files.createDirectories(PACKAGES);
    Files.copy(SCRIPTS.resolve("package.json"), PACKAGES.resolve("package.json"));
    Script.run(PACKAGES, "npm", "install", "--no-audit", "--no-fund");
  }
}
