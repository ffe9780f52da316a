package dev.klamm.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a broker's configuration is. */
final class BrokerOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "server.properties",
      description = "a broker configuration as Kafka takes it")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description =
          "sets one key, for example --set listeners=PLAINTEXT://127.0.0.1:19092; may be repeated")
  private List<String> sets = new ArrayList<>();

  BrokerOptions() {}

  BrokerOptions(@Nullable Path file, List<String> sets) {
    this.file = file;
    this.sets = sets;
  }

  /** The file, then the environment, then {@code --set}. */
  ServerProperties properties() {
    return ServerProperties.of(file, System.getenv(), sets);
  }
}
