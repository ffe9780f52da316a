package dev.klamm.server.topic;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.CreateTopicsResult;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.error.KafkaError;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates topics. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Creates topics. What is not said is left to the broker's defaults.")
final class TopicCreate implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "names of the new topics")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--partitions", paramLabel = "N", description = "how many partitions each has")
  private @Nullable Integer partitions;

  @Option(names = "--replication-factor", paramLabel = "N", description = "on how many brokers")
  private @Nullable Short replicationFactor;

  @Option(
      names = "--config",
      paramLabel = "key=value",
      description = "a setting, for example --config retention.ms=3600000; may be repeated")
  private Map<String, String> configs = new LinkedHashMap<>();

  @Option(names = "--if-not-exists", description = "leaves topics alone that exist already")
  private boolean ifNotExists;

  TopicCreate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Admin admin = connection.admin()) {
      CreateTopicsResult result = admin.createTopics(topics.stream().map(this::newTopic).toList());
      topics.forEach(topic -> report(topic, result));
    }
  }

  private NewTopic newTopic(String name) {
    return new NewTopic(
            name, Optional.ofNullable(partitions), Optional.ofNullable(replicationFactor))
        .configs(configs);
  }

  private void report(String topic, CreateTopicsResult result) {
    KafkaFuture<@Nullable Void> created = Objects.requireNonNull(result.values().get(topic));
    if (!ifNotExists) {
      Outcome.of(created);
    } else if (!Outcome.unless(KafkaError.TOPIC_ALREADY_EXISTS, created)) {
      terminal.println(topic + " exists already");
      return;
    }
    int count = Outcome.of(result.numPartitions(topic));
    terminal.println("created " + topic + (count > 0 ? ", partitions: " + count : ""));
  }
}
