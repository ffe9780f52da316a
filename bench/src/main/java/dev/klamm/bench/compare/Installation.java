package dev.klamm.bench.compare;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the programs are.
 *
 * @param home the checkout
 */
record Installation(Path home) {

  String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  String klamm() {
    return home.resolve("klamm").toString();
  }

  /** Kafka's jars, and nothing of ours. */
  String kafkaClassPath() throws IOException {
    return jars(home.resolve("bench/target/kafka"));
  }

  /** Kafka's jars and our classes that drive kafka-clients. */
  String stockClassPath() throws IOException {
    return kafkaClassPath() + File.pathSeparator + classes();
  }

  /** Our clients, and no kafka-clients. */
  String ownClassPath() throws IOException {
    return classes() + File.pathSeparator + jars(home.resolve("server/target/app/lib"));
  }

  private Path classes() {
    return home.resolve("bench/target/classes");
  }

  private static String jars(Path directory) throws IOException {
    List<String> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
      found.forEach(jar -> jars.add(jar.toString()));
    }
    jars.sort(null);
    return String.join(File.pathSeparator, jars);
  }
}
