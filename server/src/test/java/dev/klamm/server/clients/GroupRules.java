package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.pollUntil;
import static dev.klamm.server.clients.Rules.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.GroupProtocol;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.CommitFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Consumers that share topics, and what they commit. */
interface GroupRules extends Rules {
  Map<String, Object> MANUAL = Map.of("enable.auto.commit", false);

  private Consumer<String, String> member(
      GroupProtocol protocol, String group, Map<String, ?> settings) {
    return cluster().member(protocol, group, settings);
  }

  /** Remembers what its consumer was told. */
  final class Told implements ConsumerRebalanceListener {
    final List<String> events = new ArrayList<>();

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      events.add("revoked " + partitions.size());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      events.add("assigned " + partitions.size());
    }
  }

  /** Polls both by turns until both have so many partitions. */
  private static void pollBoth(Consumer<?, ?> one, Consumer<?, ?> two, int first, int second) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (one.assignment().size() != first || two.assignment().size() != second) {
      assertThat(System.nanoTime())
          .as("%s and %s", one.assignment(), two.assignment())
          .isLessThan(deadline);
      one.poll(POLL);
      two.poll(POLL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CLASSIC,range",
    "CLASSIC,roundrobin",
    "CLASSIC,sticky",
    "CLASSIC,cooperative-sticky",
    "CONSUMER,range",
    "CONSUMER,uniform"
  })
  default void twoConsumersShareATopicWhateverTheAssignor(GroupProtocol protocol, String assignor)
      throws Exception {
    String topic = topic("shared-" + assignor, 4);
    fill(topic, 4, 400);
    Map<String, Object> settings =
        protocol == GroupProtocol.CLASSIC
            ? Map.of("partition.assignment.strategy", assignor)
            : Map.of("group.remote.assignor", assignor);
    Set<String> read = new TreeSet<>();
    try (Consumer<String, String> one = member(protocol, topic, settings)) {
      one.subscribe(List.of(topic));
      read(one, 100).forEach(record -> read.add(record.value()));
      try (Consumer<String, String> two = member(protocol, topic, settings)) {
        two.subscribe(List.of(topic));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (one.assignment().size() != 2 || two.assignment().size() != 2 || read.size() < 400) {
          assertThat(System.nanoTime())
              .as("%s and %s, %d", one.assignment(), two.assignment(), read.size())
              .isLessThan(deadline);
          one.poll(POLL).forEach(record -> read.add(record.value()));
          two.poll(POLL).forEach(record -> read.add(record.value()));
        }
        assertThat(one.assignment()).doesNotContainAnyElementsOf(two.assignment());
      }
      pollUntil(one, () -> one.assignment().size() == 4);
    }
    assertThat(read).hasSize(400);
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void aGroupGoesOnWhereItCommitted(GroupProtocol protocol) throws Exception {
    String topic = topic("commit", 1);
    fill(topic, 1, 100);
    TopicPartition partition = partition(topic, 0);
    try (Consumer<String, String> first = member(protocol, topic, MANUAL)) {
      first.subscribe(List.of(topic));
      read(first, 100);
      first.commitSync(Map.of(partition, new OffsetAndMetadata(60, "so far")));
      assertThat(first.committed(Set.of(partition)).get(partition).metadata()).isEqualTo("so far");
    }
    try (Consumer<String, String> second = member(protocol, topic, MANUAL)) {
      second.subscribe(List.of(topic));
      assertThat(read(second, 40).get(0).value()).isEqualTo("60");
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void callbacksHearOfCommits(GroupProtocol protocol) throws Exception {
    String topic = topic("callback", 1);
    fill(topic, 1, 10);
    AtomicReference<Map<TopicPartition, OffsetAndMetadata>> heard = new AtomicReference<>();
    try (Consumer<String, String> consumer = member(protocol, topic, MANUAL)) {
      consumer.subscribe(List.of(topic));
      read(consumer, 10);
      consumer.commitAsync((offsets, error) -> heard.set(error == null ? offsets : Map.of()));
      pollUntil(consumer, () -> heard.get() != null);
      assertThat(heard.get().get(partition(topic, 0)).offset()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void offsetsAreCommittedByThemselves(GroupProtocol protocol) throws Exception {
    String topic = topic("auto", 1);
    fill(topic, 1, 10);
    TopicPartition partition = partition(topic, 0);
    try (Consumer<String, String> consumer = member(protocol, topic, Map.of())) {
      consumer.subscribe(List.of(topic));
      read(consumer, 10);
    }
    try (Consumer<String, String> consumer =
        member(protocol, topic, Map.of("auto.commit.interval.ms", 100))) {
      assertThat(consumer.committed(Set.of(partition)).get(partition).offset()).isEqualTo(10);
      consumer.subscribe(List.of(topic));
      fill(topic, 1, 5);
      read(consumer, 5);
      pollUntil(
          consumer, () -> consumer.committed(Set.of(partition)).get(partition).offset() == 15);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void topicsAreFoundByPatternAlsoWhenTheyComeLater(GroupProtocol protocol)
      throws Exception {
    String first = topic("pattern-a", 1);
    String prefix = first.substring("pattern-a".length());
    fill(first, 1, 1);
    try (Consumer<String, String> consumer =
        member(protocol, first, Map.of("metadata.max.age.ms", 300))) {
      consumer.subscribe(Pattern.compile("pattern-.*" + Pattern.quote(prefix)));
      read(consumer, 1);
      String second = "pattern-b" + prefix;
      Rules.done(admin().createTopics(List.of(new NewTopic(second, 1, (short) 1))).all());
      fill(second, 1, 1);
      assertThat(read(consumer, 1).get(0).topic()).isEqualTo(second);
      assertThat(consumer.subscription()).containsExactlyInAnyOrder(first, second);
    }
  }

  @Test
  default void listenersHearOfEveryRebalance() throws Exception {
    String topic = topic("listener", 2);
    Map<String, Object> range = Map.of("partition.assignment.strategy", "range");
    Told told = new Told();
    try (Consumer<String, String> one = cluster().member(topic, range)) {
      one.subscribe(List.of(topic), told);
      pollUntil(one, () -> one.assignment().size() == 2);
      try (Consumer<String, String> two = cluster().member(topic, range)) {
        two.subscribe(List.of(topic));
        pollBoth(one, two, 1, 1);
      }
      pollUntil(one, () -> one.assignment().size() == 2);
    }
    assertThat(told.events)
        .containsExactly(
            "assigned 2", "revoked 2", "assigned 1", "revoked 1", "assigned 2", "revoked 2");
  }

  @Test
  default void cooperationTakesOnlyWhatOthersGet() throws Exception {
    String topic = topic("cooperative", 2);
    Map<String, Object> cooperative = Map.of("partition.assignment.strategy", "cooperative-sticky");
    Told told = new Told();
    try (Consumer<String, String> one = cluster().member(topic, cooperative)) {
      one.subscribe(List.of(topic), told);
      pollUntil(one, () -> one.assignment().size() == 2);
      try (Consumer<String, String> two = cluster().member(topic, cooperative)) {
        two.subscribe(List.of(topic));
        pollBoth(one, two, 1, 1);
        assertThat(told.events).startsWith("assigned 2", "revoked 1").doesNotContain("revoked 2");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void aStaticMemberComesBackToItsPartitions(GroupProtocol protocol) throws Exception {
    String topic = topic("static", 2);
    fill(topic, 2, 2);
    Map<String, Object> settings = Map.of("group.instance.id", "me");
    int generation;
    try (Consumer<String, String> consumer = member(protocol, topic, settings)) {
      consumer.subscribe(List.of(topic));
      pollUntil(consumer, () -> consumer.assignment().size() == 2);
      generation = consumer.groupMetadata().generationId();
    }
    try (Consumer<String, String> consumer = member(protocol, topic, settings)) {
      consumer.subscribe(List.of(topic));
      pollUntil(consumer, () -> consumer.assignment().size() == 2);
      assertThat(consumer.groupMetadata().generationId()).isEqualTo(generation);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void whoDoesNotPollLosesItsPartitionsAndCannotCommit(GroupProtocol protocol)
      throws Exception {
    String topic = topic("idle", 1);
    fill(topic, 1, 10);
    Map<String, Object> impatient =
        Map.of("enable.auto.commit", false, "max.poll.interval.ms", 500);
    try (Consumer<String, String> idle = member(protocol, topic, impatient);
        Consumer<String, String> other = member(protocol, topic, MANUAL)) {
      idle.subscribe(List.of(topic));
      read(idle, 10);
      other.subscribe(List.of(topic));
      assertThat(read(other, 10)).hasSize(10);
      assertThatThrownBy(idle::commitSync).isInstanceOf(CommitFailedException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  default void positionsOfALeavingMemberGoToTheNext(GroupProtocol protocol) throws Exception {
    String topic = topic("hand-over", 1);
    fill(topic, 1, 50);
    Consumer<String, String> first = member(protocol, topic, Map.of("max.poll.records", 10));
    first.subscribe(List.of(topic));
    int before = read(first, 10).size();
    first.close(Duration.ofSeconds(10));
    try (Consumer<String, String> second = member(protocol, topic, Map.of())) {
      second.subscribe(List.of(topic));
      assertThat(read(second, 50 - before).get(0).value()).isEqualTo("" + before);
    }
  }
}
