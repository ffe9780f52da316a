package dev.klamm.server.topic;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.ListTopicsOptions;
import dev.klamm.api.admin.TopicListing;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists topics. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the topics, one name to a line.")
final class TopicList implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(names = "--internal", description = "lists Kafka's own topics as well")
  private boolean internal;

  TopicList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    List<TopicListing> found;
    try (Admin admin = connection.admin()) {
      found =
          Outcome.of(admin.listTopics(new ListTopicsOptions().listInternal(internal)).listings())
              .stream()
              .sorted(Comparator.comparing(TopicListing::name))
              .toList();
    }
    if (listing.isJson()) {
      Listing topics = new Listing("name", "topicId", "internal");
      found.forEach(topic -> topics.add(topic.name(), topic.topicId(), topic.isInternal()));
      topics.print(terminal, listing.format());
    } else {
      found.forEach(topic -> terminal.println(topic.name()));
    }
  }
}
