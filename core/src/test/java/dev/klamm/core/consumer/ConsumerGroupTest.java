package dev.klamm.core.consumer;

import static dev.klamm.core.consumer.BrokerFixture.partition;
import static dev.klamm.core.consumer.BrokerFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.AutoOffsetReset;
import dev.klamm.api.consumer.CloseOptions;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.CommitFailedException;
import dev.klamm.api.error.FencedInstanceIdException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of a group against a broker within the process. */
@Timeout(60)
final class ConsumerGroupTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final int PARTITIONS = 4;

  private final BrokerFixture fixture = new BrokerFixture(PARTITIONS);

  @AfterEach
  void close() {
    fixture.close();
  }

  private KafkaConsumer<String, String> member(UnaryOperator<ConsumerSettings.Builder> more) {
    return fixture.consumer(
        it ->
            more.apply(
                it.groupId("g")
                    .autoOffsetReset(AutoOffsetReset.EARLIEST)
                    .session(Duration.ofMillis(3_000), Duration.ofMillis(50))));
  }

  private void createTopic(String topic) {
    for (int i = 0; i < PARTITIONS; i++) {
      fixture.write(topic, i, 0, 1);
    }
  }

  /** Remembers what it heard. */
  private static class Log implements ConsumerRebalanceListener {
    final List<String> events = new ArrayList<>();
    final Set<TopicPartition> owned = new HashSet<>();

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      events.add("revoked " + partitions.size());
      owned.removeAll(partitions);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      events.add("assigned " + partitions.size());
      owned.addAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      events.add("lost " + partitions.size());
      owned.removeAll(partitions);
    }
  }

  @SafeVarargs
  private static void pollUntil(
      BooleanSupplier condition, KafkaConsumer<String, String>... members) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      for (KafkaConsumer<String, String> member : members) {
        member.poll(SHORT);
      }
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
    }
  }

  private static boolean shareAll(List<KafkaConsumer<String, String>> members, int each) {
    Set<TopicPartition> all = new HashSet<>();
    for (KafkaConsumer<String, String> member : members) {
      if (member.assignment().size() != each) {
        return false;
      }
      all.addAll(member.assignment());
    }
    return all.size() == each * members.size();
  }

  @Test
  void aMemberReadsAllPartitionsAndTheNextGoesOnWhereItCommitted() {
    for (int i = 0; i < 3; i++) {
      fixture.write("t", i, 0, 100);
    }
    KafkaConsumer<String, String> first = member(it -> it.autoCommit(false));
    first.subscribe(List.of("t"));
    assertThat(read(first, 300)).hasSize(300);
    first.commitSync();
    assertThat(first.committed(Set.of(partition("t", 0))).get(partition("t", 0)).offset())
        .isEqualTo(100);
    first.close();
    fixture.write("t", 0, 100, 110);
    KafkaConsumer<String, String> second = member(it -> it);
    second.subscribe(List.of("t"));
    assertThat(read(second, 10).get(0).value()).isEqualTo("v100");
    assertThat(second.poll(SHORT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"range", "roundrobin", "sticky", "cooperative-sticky"})
  void membersShareWhateverTheAssignorAndTakeOverFromWhoLeaves(String assignor) {
    createTopic("t");
    KafkaConsumer<String, String> first = member(it -> it.assignors(assignor));
    KafkaConsumer<String, String> second = member(it -> it.assignors(assignor));
    first.subscribe(List.of("t"));
    pollUntil(() -> first.assignment().size() == PARTITIONS, first);
    second.subscribe(List.of("t"));
    pollUntil(() -> shareAll(List.of(first, second), PARTITIONS / 2), first, second);
    first.close();
    pollUntil(() -> second.assignment().size() == PARTITIONS, second);
  }

  @Test
  void anEagerMemberIsToldOfAllAndACooperativeOneOfWhatMoves() {
    createTopic("t");
    for (String assignor : List.of("range", "cooperative-sticky")) {
      Log log = new Log();
      KafkaConsumer<String, String> first = member(it -> it.groupId(assignor).assignors(assignor));
      KafkaConsumer<String, String> second = member(it -> it.groupId(assignor).assignors(assignor));
      first.subscribe(List.of("t"), log);
      pollUntil(() -> first.assignment().size() == PARTITIONS, first);
      second.subscribe(List.of("t"));
      pollUntil(() -> shareAll(List.of(first, second), PARTITIONS / 2), first, second);
      assertThat(log.owned).isEqualTo(first.assignment());
      assertThat(log.events)
          .startsWith("assigned 4", assignor.equals("range") ? "revoked 4" : "revoked 2");
      assertThat(log.events).noneMatch(event -> event.startsWith("lost"));
    }
  }

  @Test
  void aPatternFindsTopicsAlsoThoseThatComeLater() {
    createTopic("logs-a");
    createTopic("other");
    KafkaConsumer<String, String> member = member(it -> it.set("metadata.max.age.ms", 200));
    member.subscribe(Pattern.compile("logs-.*"));
    pollUntil(() -> member.assignment().size() == PARTITIONS, member);
    createTopic("logs-b");
    pollUntil(() -> member.assignment().size() == 2 * PARTITIONS, member);
    assertThat(member.subscription()).containsExactlyInAnyOrder("logs-a", "logs-b");
  }

  @Test
  void aTopicThatIsCreatedLaterIsShared() {
    KafkaConsumer<String, String> member =
        member(it -> it.set("metadata.max.age.ms", 200).set("allow.auto.create.topics", false));
    member.subscribe(List.of("late"));
    member.poll(Duration.ofMillis(300));
    createTopic("late");
    assertThat(read(member, PARTITIONS)).hasSize(PARTITIONS);
  }

  @Test
  void heartbeatsGoOnWhileTheApplicationIsBusy() throws Exception {
    createTopic("t");
    Log log = new Log();
    KafkaConsumer<String, String> busy =
        member(it -> it.session(Duration.ofMillis(400), Duration.ofMillis(50)));
    busy.subscribe(List.of("t"), log);
    read(busy, PARTITIONS);
    Thread.sleep(1_000); // more than two sessions without a poll
    busy.commitSync();
    busy.poll(SHORT);
    assertThat(log.events).containsExactly("assigned 4");
  }

  @Test
  void whoDoesNotPollInTimeLosesItsPartitionsAndComesBackWithTheNextPoll() {
    createTopic("t");
    Log log = new Log();
    KafkaConsumer<String, String> slow =
        member(it -> it.maxPollInterval(Duration.ofMillis(300)).autoCommit(false));
    KafkaConsumer<String, String> other = member(it -> it);
    slow.subscribe(List.of("t"), log);
    pollUntil(() -> slow.assignment().size() == PARTITIONS, slow);
    other.subscribe(List.of("t"));
    pollUntil(() -> other.assignment().size() == PARTITIONS, other);
    assertThatThrownBy(slow::commitSync)
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("max.poll.interval.ms");
    pollUntil(() -> shareAll(List.of(slow, other), PARTITIONS / 2), slow, other);
    assertThat(log.events).contains("lost 4");
  }

  @Test
  void automaticCommitsHappenWithAPollAndAtTheEnd() {
    fixture.write("t", 0, 0, 10);
    KafkaConsumer<String, String> member =
        member(it -> it.autoCommit(true).autoCommitInterval(Duration.ofMillis(1)));
    member.subscribe(List.of("t"));
    read(member, 10);
    TopicPartition partition = partition("t", 0);
    KafkaConsumer<String, String> observer = member(it -> it);
    pollUntil(
        () -> {
          var committed = observer.committed(Set.of(partition)).get(partition);
          return committed != null && committed.offset() == 10;
        },
        member);
    KafkaConsumer<String, String> late =
        member(it -> it.groupId("h").autoCommit(true).autoCommitInterval(Duration.ofHours(1)));
    late.subscribe(List.of("t"));
    read(late, 10);
    late.close();
    assertThat(member(it -> it.groupId("h")).committed(Set.of(partition)).get(partition).offset())
        .isEqualTo(10);
  }

  @Test
  void theListenerMayCommitAndSeek() {
    fixture.write("t", 0, 0, 10);
    List<String> events = new ArrayList<>();
    KafkaConsumer<String, String> member = member(it -> it.autoCommit(false));
    member.subscribe(
        List.of("t"),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            member.commitSync();
            events.add("committed");
          }

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            member.seek(partition("t", 0), 7);
          }
        });
    assertThat(read(member, 3).get(0).offset()).isEqualTo(7);
    member.unsubscribe();
    assertThat(events).containsExactly("committed");
    assertThat(member.assignment()).isEmpty();
    TopicPartition partition = partition("t", 0);
    assertThat(member.committed(Set.of(partition)).get(partition).offset()).isEqualTo(10);
  }

  @Test
  void theListenerMayCommitWhileTheMemberCloses() {
    createTopic("t");
    TopicPartition partition = partition("t", 0);
    KafkaConsumer<String, String> member = member(it -> it.autoCommit(false));
    Log log =
        new Log() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            member.commitSync(Map.of(partition, new OffsetAndMetadata(1)));
            super.onPartitionsRevoked(partitions);
          }
        };
    member.subscribe(List.of("t"), log);
    pollUntil(() -> log.owned.contains(partition), member);
    member.wakeup();

    member.close();

    assertThat(log.events).endsWith("revoked " + PARTITIONS);
    assertThat(member(it -> it).committed(Set.of(partition)))
        .containsEntry(partition, new OffsetAndMetadata(1));
    assertThatThrownBy(member::commitSync).hasMessage("this consumer is closed");
  }

  @Test
  void whatAListenerThrowsIsThrownByPollAndTheMemberGoesOn() {
    createTopic("t");
    KafkaConsumer<String, String> member = member(it -> it);
    member.subscribe(
        List.of("t"),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            throw new IllegalArgumentException("mine");
          }
        });
    assertThatThrownBy(() -> member.poll(Duration.ofSeconds(20))).hasMessage("mine");
    assertThat(read(member, PARTITIONS)).hasSize(PARTITIONS);
  }

  @Test
  void aStaticMemberThatComesBackKeepsItsPartitionsWithoutARebalance() {
    createTopic("t");
    Log log = new Log();
    KafkaConsumer<String, String> stays = member(it -> it.groupInstanceId("stays"));
    KafkaConsumer<String, String> restarts = member(it -> it.groupInstanceId("restarts"));
    stays.subscribe(List.of("t"), log);
    restarts.subscribe(List.of("t"));
    pollUntil(() -> shareAll(List.of(stays, restarts), PARTITIONS / 2), stays, restarts);
    Set<TopicPartition> before = restarts.assignment();
    int events = log.events.size();
    restarts.close();
    KafkaConsumer<String, String> again = member(it -> it.groupInstanceId("restarts"));
    again.subscribe(List.of("t"));
    pollUntil(() -> again.assignment().equals(before), again, stays);
    assertThat(log.events).hasSize(events);
  }

  @Test
  void ofTwoMembersWithTheSameInstanceIdTheFirstIsFenced() {
    createTopic("t");
    KafkaConsumer<String, String> first = member(it -> it.groupInstanceId("same"));
    first.subscribe(List.of("t"));
    pollUntil(() -> first.assignment().size() == PARTITIONS, first);
    KafkaConsumer<String, String> second = member(it -> it.groupInstanceId("same"));
    second.subscribe(List.of("t"));
    assertThatThrownBy(() -> pollUntil(() -> false, second, first))
        .isInstanceOf(FencedInstanceIdException.class);
    assertThatThrownBy(() -> first.poll(SHORT)).isInstanceOf(FencedInstanceIdException.class);
  }

  @Test
  void aMemberMayStayInTheGroupWhenItCloses() {
    createTopic("t");
    KafkaConsumer<String, String> first = member(it -> it);
    first.subscribe(List.of("t"));
    pollUntil(() -> first.assignment().size() == PARTITIONS, first);
    first.close(
        CloseOptions.groupMembershipOperation(
            CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
    KafkaConsumer<String, String> second = member(it -> it);
    second.subscribe(List.of("t"));
    long began = System.nanoTime();
    pollUntil(() -> second.assignment().size() == PARTITIONS, second);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void growingATopicSharesTheNewPartitions() {
    createTopic("t");
    KafkaConsumer<String, String> member = member(it -> it.set("metadata.max.age.ms", 100));
    member.subscribe(List.of("t"));
    pollUntil(() -> member.assignment().size() == PARTITIONS, member);
    fixture.grow("t", PARTITIONS + 2);
    pollUntil(() -> member.assignment().size() == PARTITIONS + 2, member);
  }

  @Test
  void enforcingARebalanceSharesAnew() {
    createTopic("t");
    Log log = new Log();
    KafkaConsumer<String, String> member = member(it -> it);
    member.subscribe(List.of("t"), log);
    pollUntil(() -> member.assignment().size() == PARTITIONS, member);
    int generation = member.groupMetadata().generationId();
    member.enforceRebalance("because");
    pollUntil(() -> member.groupMetadata().generationId() > generation, member);
    pollUntil(() -> log.events.size() >= 3, member);
    assertThat(log.events).startsWith("assigned 4", "revoked 4", "assigned 4");
  }
}
