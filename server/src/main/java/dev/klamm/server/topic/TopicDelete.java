package dev.klamm.server.topic;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.DeleteTopicsResult;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.error.KafkaError;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes topics with all that is in them. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Deletes topics with all records in them.")
final class TopicDelete implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "which")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--if-exists", description = "does not mind topics that do not exist")
  private boolean ifExists;

  TopicDelete(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Admin admin = connection.admin()) {
      DeleteTopicsResult result = admin.deleteTopics(topics);
      topics.forEach(topic -> report(topic, result));
    }
  }

  private void report(String topic, DeleteTopicsResult result) {
    KafkaFuture<@Nullable Void> deleted =
        Objects.requireNonNull(result.topicNameValues().get(topic));
    if (Outcome.unless(KafkaError.UNKNOWN_TOPIC_OR_PARTITION, deleted)) {
      terminal.println("deleted " + topic);
    } else if (ifExists) {
      terminal.println(topic + " does not exist");
    } else {
      throw new CommandFailure("topic '" + topic + "' does not exist");
    }
  }
}
