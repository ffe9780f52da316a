package dev.klamm.server.transaction;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.DescribeProducersOptions;
import dev.klamm.api.admin.ListTransactionsOptions;
import dev.klamm.api.admin.ProducerState;
import dev.klamm.api.admin.TransactionDescription;
import dev.klamm.api.admin.TransactionListing;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds transactions that are open in a partition though no coordinator will ever end them. */
@Command(
    name = "find-hanging",
    mixinStandardHelpOptions = true,
    description = {
      "Finds transactions that are open in a partition and that no coordinator knows of.",
      "Readers of what is committed stand still before them; 'abort' ends them."
    })
final class TransactionFindHanging implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(names = "--topic", paramLabel = "name", description = "only in this topic")
  private @Nullable String topic;

  @Option(
      names = "--partition",
      paramLabel = "number",
      description = "only in this partition of the topic")
  private @Nullable Integer partition;

  @Option(
      names = "--broker-id",
      paramLabel = "id",
      description = "only on this broker, as it sees them")
  private @Nullable Integer broker;

  @Option(
      names = "--max-transaction-timeout",
      paramLabel = "minutes",
      defaultValue = "15",
      description =
          "only where nothing was written for so long; brokers let no transaction be open for"
              + " longer than transaction.max.timeout.ms (default: ${DEFAULT-VALUE})")
  private int minutes;

  /** A transaction that is open in a partition. */
  private record Open(TopicPartition partition, ProducerState producer) {}

  TransactionFindHanging(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (partition != null && topic == null) {
      throw new IllegalArgumentException("--partition needs --topic");
    }
    Listing hanging =
        new Listing(
            "topic",
            "partition",
            "producerId",
            "producerEpoch",
            "coordinatorEpoch",
            "startOffset",
            "lastWritten");
    try (Admin admin = connection.admin()) {
      List<Open> open = open(admin);
      Set<Open> known = known(admin, open);
      for (Open one : open) {
        if (!known.contains(one)) {
          add(hanging, one);
        }
      }
    }
    hanging.print(terminal, listing.format());
  }

  private static void add(Listing hanging, Open one) {
    ProducerState producer = one.producer();
    hanging.add(
        one.partition().topic(),
        one.partition().partition(),
        producer.producerId(),
        producer.producerEpoch(),
        producer.coordinatorEpoch().isPresent() ? producer.coordinatorEpoch().getAsInt() : null,
        producer.currentTransactionStartOffset().getAsLong(),
        Instant.ofEpochMilli(producer.lastTimestamp()));
  }

  /** What has been open for so long that it should be over. */
  private List<Open> open(Admin admin) {
    long limit = Instant.now().minus(Duration.ofMinutes(minutes)).toEpochMilli();
    List<Open> open = new ArrayList<>();
    DescribeProducersOptions options = new DescribeProducersOptions();
    if (broker != null) {
      options.brokerId(broker);
    }
    Outcome.of(admin.describeProducers(partitions(admin), options).all())
        .forEach(
            (where, producers) ->
                producers.activeProducers().stream()
                    .filter(one -> one.currentTransactionStartOffset().isPresent())
                    .filter(one -> one.lastTimestamp() <= limit)
                    .forEach(one -> open.add(new Open(where, one))));
    open.sort(
        Comparator.comparing((Open one) -> one.partition().topic())
            .thenComparingInt(one -> one.partition().partition()));
    return open;
  }

  private List<TopicPartition> partitions(Admin admin) {
    if (topic != null && partition != null) {
      return List.of(new TopicPartition(topic, partition));
    }
    Set<String> topics = topic == null ? Outcome.of(admin.listTopics().names()) : Set.of(topic);
    List<TopicPartition> all = new ArrayList<>();
    Outcome.of(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (name, description) ->
                description.partitions().stream()
                    .filter(
                        one ->
                            broker == null
                                || one.replicas().stream().anyMatch(node -> node.id() == broker))
                    .forEach(one -> all.add(new TopicPartition(name, one.partition()))));
    return all;
  }

  /** Those of them that a coordinator knows of, and so will end. */
  private static Set<Open> known(Admin admin, List<Open> open) {
    Set<Open> known = new HashSet<>();
    if (open.isEmpty()) {
      return known;
    }
    Set<Long> producers = new HashSet<>();
    open.forEach(one -> producers.add(one.producer().producerId()));
    for (TransactionListing listed :
        Outcome.of(
            admin
                .listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                .all())) {
      TransactionDescription described = description(admin, listed.transactionalId());
      for (Open one : open) {
        if (described != null
            && described.producerId() == one.producer().producerId()
            && described.topicPartitions().contains(one.partition())) {
          known.add(one);
        }
      }
    }
    return known;
  }

  /** Null if the id has expired meanwhile. */
  private static @Nullable TransactionDescription description(Admin admin, String id) {
    try {
      return Outcome.of(admin.describeTransactions(List.of(id)).description(id));
    } catch (KafkaException e) {
      if (e.error() == KafkaError.TRANSACTIONAL_ID_NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }
}
