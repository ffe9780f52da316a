package dev.klamm.core.consumer;

import static dev.klamm.core.consumer.BrokerFixture.partition;
import static dev.klamm.core.consumer.BrokerFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.AutoOffsetReset;
import dev.klamm.api.consumer.ConsumerInterceptor;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.InvalidGroupIdException;
import dev.klamm.api.error.NoOffsetForPartitionException;
import dev.klamm.api.error.OffsetOutOfRangeException;
import dev.klamm.api.error.RecordDeserializationException;
import dev.klamm.api.error.WakeupException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.record.RecordHeaders;
import dev.klamm.api.serde.StringDeserializer;
import dev.klamm.core.producer.KafkaProducer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The consumer against a broker within the process, assigned partitions by hand. */
@Timeout(60)
final class KafkaConsumerTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final TopicPartition T0 = partition("t", 0);
  private static final TopicPartition T1 = partition("t", 1);

  private final BrokerFixture fixture = new BrokerFixture(3);

  @AfterEach
  void close() {
    fixture.close();
  }

  private KafkaConsumer<String, String> consumer(UnaryOperator<ConsumerSettings.Builder> more) {
    return fixture.consumer(it -> more.apply(it.autoOffsetReset(AutoOffsetReset.EARLIEST)));
  }

  private KafkaConsumer<String, String> reading(TopicPartition... partitions) {
    KafkaConsumer<String, String> consumer = consumer(it -> it);
    consumer.assign(List.of(partitions));
    return consumer;
  }

  private static List<String> values(Iterable<ConsumerRecord<String, String>> records) {
    List<String> values = new ArrayList<>();
    records.forEach(record -> values.add(record.value()));
    return values;
  }

  @Test
  void assignedPartitionsAreReadInOrder() {
    fixture.write("t", 1, 0, 1_000);
    KafkaConsumer<String, String> consumer = reading(T1);
    List<ConsumerRecord<String, String>> records = read(consumer, 1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(records.get(i).offset()).isEqualTo(i);
      assertThat(records.get(i).value()).isEqualTo("v" + i);
      assertThat(records.get(i).key()).isEqualTo("k" + i);
    }
    assertThat(consumer.position(T1)).isEqualTo(1_000);
    assertThat(consumer.currentLag(T1)).hasValue(0);
  }

  @Test
  void recordsThatComeLaterAreRead() {
    fixture.write("t", 0, 0, 1);
    KafkaConsumer<String, String> consumer = reading(T0, T1);
    read(consumer, 1);
    fixture.write("t", 1, 0, 2);
    assertThat(values(read(consumer, 2))).containsExactly("v0", "v1");
  }

  @Test
  void aPollGivesNoMoreThanMaxPollRecordsAndLosesNone() {
    fixture.write("t", 0, 0, 25);
    fixture.write("t", 1, 0, 25);
    KafkaConsumer<String, String> consumer = consumer(it -> it.maxPollRecords(7));
    consumer.assign(List.of(T0, T1));
    int count = 0;
    while (count < 50) {
      ConsumerRecords<String, String> records = consumer.poll(LONG);
      assertThat(records.count()).isBetween(1, 7);
      records
          .nextOffsets()
          .forEach(
              (partition, next) ->
                  assertThat(consumer.position(partition)).isEqualTo(next.offset()));
      count += records.count();
    }
    assertThat(consumer.poll(SHORT)).isEmpty();
  }

  @Test
  void keysValuesHeadersAndTimestampsComeAsTheyWereSent() throws Exception {
    try (KafkaProducer<String, String> producer = fixture.producer()) {
      RecordHeaders headers = new RecordHeaders();
      headers.add("h", "1".getBytes(StandardCharsets.UTF_8)).add("h", null);
      producer.send(new ProducerRecord<>("t", 0, 42L, null, "value", headers)).get();
      producer.send(new ProducerRecord<>("t", 0, 43L, "key", null, null)).get();
    }
    List<ConsumerRecord<String, String>> records = read(reading(T0), 2);
    ConsumerRecord<String, String> first = records.get(0);
    assertThat(first.key()).isNull();
    assertThat(first.value()).isEqualTo("value");
    assertThat(first.timestamp()).isEqualTo(42);
    assertThat(first.serializedKeySize()).isEqualTo(-1);
    assertThat(first.serializedValueSize()).isEqualTo(5);
    assertThat(first.headers().toArray()).hasSize(2);
    assertThat(first.headers().lastHeader("h").value()).isNull();
    assertThat(records.get(1).value()).isNull();
    assertThat(records.get(1).headers().toArray()).isEmpty();
  }

  @Test
  void seekingGoesToTheOffsetAndDropsWhatWasFetchedBefore() {
    fixture.write("t", 0, 0, 100);
    KafkaConsumer<String, String> consumer = consumer(it -> it.maxPollRecords(10));
    consumer.assign(List.of(T0));
    read(consumer, 10);
    consumer.seek(T0, 90);
    assertThat(values(read(consumer, 10)).get(0)).isEqualTo("v90");
    consumer.seekToBeginning(List.of(T0));
    assertThat(consumer.position(T0)).isZero();
    assertThat(values(read(consumer, 10)).get(0)).isEqualTo("v0");
    consumer.seekToEnd(List.of());
    assertThat(consumer.position(T0)).isEqualTo(100);
    assertThat(consumer.poll(SHORT)).isEmpty();
  }

  @Test
  void onlyAssignedPartitionsCanBeSought() {
    KafkaConsumer<String, String> consumer = reading(T0);
    assertThatThrownBy(() -> consumer.seek(T1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("t-1");
  }

  @Test
  void offsetsAreFoundByTime() throws Exception {
    try (KafkaProducer<String, String> producer = fixture.producer()) {
      for (long time = 1_000; time < 1_010; time++) {
        producer.send(new ProducerRecord<>("t", 0, time, null, "v" + time)).get();
      }
    }
    KafkaConsumer<String, String> consumer = reading(T0);
    assertThat(consumer.offsetsForTimes(Map.of(T0, 1_004L)).get(T0).offset()).isEqualTo(4);
    assertThat(consumer.offsetsForTimes(Map.of(T0, 9_999L))).containsEntry(T0, null);
    assertThat(consumer.beginningOffsets(List.of(T0, T1))).containsEntry(T0, 0L).hasSize(2);
    assertThat(consumer.endOffsets(List.of(T0, T1))).containsEntry(T0, 10L).containsEntry(T1, 0L);
  }

  @Test
  void withoutAPolicyAMissingPositionIsAnErrorThatSeekingCures() {
    fixture.write("t", 0, 0, 5);
    KafkaConsumer<String, String> consumer =
        fixture.consumer(it -> it.autoOffsetReset(AutoOffsetReset.NONE));
    consumer.assign(List.of(T0));
    assertThatThrownBy(() -> consumer.poll(LONG)).isInstanceOf(NoOffsetForPartitionException.class);
    consumer.seek(T0, 3);
    assertThat(values(read(consumer, 2))).containsExactly("v3", "v4");
  }

  @Test
  void withoutAPolicyAnOffsetOutOfRangeIsAnErrorThatNamesIt() {
    fixture.write("t", 0, 0, 5);
    KafkaConsumer<String, String> consumer =
        fixture.consumer(it -> it.autoOffsetReset(AutoOffsetReset.NONE));
    consumer.assign(List.of(T0));
    consumer.seek(T0, 1_000);
    assertThat(
            catchThrowableOfType(OffsetOutOfRangeException.class, () -> consumer.poll(LONG))
                .offsetOutOfRangePartitions())
        .containsEntry(T0, 1_000L);
    consumer.seek(T0, 0);
    assertThat(read(consumer, 5)).hasSize(5);
  }

  @Test
  void withAPolicyAnOffsetOutOfRangeGoesThere() {
    fixture.write("t", 0, 0, 5);
    KafkaConsumer<String, String> consumer = reading(T0);
    consumer.seek(T0, 1_000);
    assertThat(values(read(consumer, 5)).get(0)).isEqualTo("v0");
  }

  @Test
  void resetByDurationBeginsAtThatTime() throws Exception {
    long now = System.currentTimeMillis();
    try (KafkaProducer<String, String> producer = fixture.producer()) {
      producer.send(new ProducerRecord<>("t", 0, now - 7_200_000, null, "old")).get();
      producer.send(new ProducerRecord<>("t", 0, now - 60_000, null, "young")).get();
    }
    KafkaConsumer<String, String> consumer =
        fixture.consumer(it -> it.autoOffsetReset(AutoOffsetReset.byDuration(Duration.ofHours(1))));
    consumer.assign(List.of(T0, T1));
    assertThat(values(read(consumer, 1))).containsExactly("young");
    assertThat(consumer.position(T1)).isZero();
  }

  @Test
  void aPausedPartitionIsLeftOutUntilItIsResumed() {
    fixture.write("t", 0, 0, 10);
    fixture.write("t", 1, 0, 10);
    KafkaConsumer<String, String> consumer = reading(T0, T1);
    consumer.pause(List.of(T0));
    assertThat(consumer.paused()).containsExactly(T0);
    assertThat(read(consumer, 10)).allMatch(record -> record.partition() == 1);
    assertThat(consumer.poll(SHORT)).isEmpty();
    consumer.resume(List.of(T0));
    assertThat(read(consumer, 10)).allMatch(record -> record.partition() == 0);
  }

  /** Refuses one value. */
  private static final class Picky extends StringDeserializerBase {
    @Override
    public String deserialize(String topic, byte[] data) {
      String text = super.deserialize(topic, data);
      if (text.equals("v3")) {
        throw new IllegalArgumentException("not this one");
      }
      return text;
    }
  }

  /** A deserializer of strings that can be extended. */
  private static class StringDeserializerBase implements dev.klamm.api.serde.Deserializer<String> {
    @Override
    public String deserialize(String topic, byte[] data) {
      return new String(data, StandardCharsets.UTF_8);
    }
  }

  @Test
  void aRecordThatCannotBeDeserializedIsNamedAndCanBeSkipped() {
    fixture.write("t", 0, 0, 6);
    ConsumerSettings settings =
        ConsumerSettings.builder()
            .bootstrapServers(fixture.address())
            .autoOffsetReset(AutoOffsetReset.EARLIEST)
            .build();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new Picky(), fixture.runtime())) {
      consumer.assign(List.of(T0));
      assertThat(values(read(consumer, 3))).containsExactly("v0", "v1", "v2");
      for (int i = 0; i < 2; i++) {
        RecordDeserializationException error =
            catchThrowableOfType(RecordDeserializationException.class, () -> consumer.poll(LONG));
        assertThat(error.topicPartition()).isEqualTo(T0);
        assertThat(error.offset()).isEqualTo(3);
        assertThat(error.keyBuffer()).isEqualTo(StandardCharsets.UTF_8.encode("k3"));
        assertThat(consumer.position(T0)).isEqualTo(3);
      }
      consumer.seek(T0, 4);
      assertThat(values(read(consumer, 2))).containsExactly("v4", "v5");
    }
  }

  @Test
  void wakingUpEndsTheWaitOfAnotherThread() throws Exception {
    fixture.write("t", 0, 0, 1);
    KafkaConsumer<String, String> consumer = reading(T0);
    read(consumer, 1);
    CompletableFuture<Throwable> thrown =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                consumer.poll(LONG);
                return new AssertionError("the poll ended by itself");
              } catch (WakeupException e) {
                return e;
              }
            });
    consumer.wakeup();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(WakeupException.class);
    assertThat(consumer.poll(SHORT)).isEmpty();
  }

  @Test
  void severalThreadsMayPollAndEveryRecordComesOnce() throws Exception {
    fixture.write("t", 0, 0, 5_000);
    KafkaConsumer<String, String> consumer = consumer(it -> it.maxPollRecords(50));
    consumer.assign(List.of(T0));
    LinkedBlockingQueue<Long> offsets = new LinkedBlockingQueue<>();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                while (offsets.size() < 5_000) {
                  consumer.poll(SHORT).forEach(record -> offsets.add(record.offset()));
                  consumer.assignment();
                  consumer.position(T0);
                }
              },
              task -> new Thread(task).start()));
    }
    for (CompletableFuture<Void> thread : threads) {
      thread.get(30, TimeUnit.SECONDS);
    }
    assertThat(Set.copyOf(offsets)).hasSize(5_000);
    assertThat(offsets).hasSize(5_000);
  }

  @Test
  void theIteratorGivesAllRecordsAndEndsWhenTheConsumerIsClosed() throws Exception {
    fixture.write("t", 0, 0, 700);
    KafkaConsumer<String, String> consumer = reading(T0);
    Iterator<ConsumerRecord<String, String>> records = consumer.iterator();
    for (int i = 0; i < 700; i++) {
      assertThat(records.next().offset()).isEqualTo(i);
    }
    CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(records::hasNext);
    consumer.close();
    assertThat(more.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void theIteratorsCommitsDoNotRunAhead() {
    fixture.write("t", 0, 0, 10);
    KafkaConsumer<String, String> consumer = consumer(it -> it.groupId("g").autoCommit(true));
    consumer.assign(List.of(T0));
    Iterator<ConsumerRecord<String, String>> records = consumer.iterator();
    for (int i = 0; i < 4; i++) {
      records.next();
    }
    consumer.commitSync();
    assertThat(consumer.committed(Set.of(T0)).get(T0).offset()).isEqualTo(4);
    consumer.close();
    KafkaConsumer<String, String> other = consumer(it -> it.groupId("g"));
    assertThat(other.committed(Set.of(T0)).get(T0).offset()).isEqualTo(3);
  }

  /** Asks for records one at a time. */
  private static final class OneByOne implements Flow.Subscriber<ConsumerRecord<String, String>> {
    final LinkedBlockingQueue<String> values = new LinkedBlockingQueue<>();
    final CompletableFuture<Void> completed = new CompletableFuture<>();
    final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    volatile Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(ConsumerRecord<String, String> record) {
      values.add(record.value());
    }

    @Override
    public void onError(Throwable error) {
      failed.complete(error);
    }

    @Override
    public void onComplete() {
      completed.complete(null);
    }
  }

  @Test
  void aSubscriberGetsAsManyAsItAskedForAndHearsOfTheEnd() throws Exception {
    fixture.write("t", 0, 0, 10);
    KafkaConsumer<String, String> consumer = reading(T0);
    OneByOne subscriber = new OneByOne();
    consumer.publisher().subscribe(subscriber);
    assertThat(subscriber.values.poll(10, TimeUnit.SECONDS)).isEqualTo("v0");
    assertThat(subscriber.values.poll(100, TimeUnit.MILLISECONDS)).isNull();
    subscriber.subscription.request(2);
    assertThat(subscriber.values.poll(10, TimeUnit.SECONDS)).isEqualTo("v1");
    assertThat(subscriber.values.poll(10, TimeUnit.SECONDS)).isEqualTo("v2");
    OneByOne second = new OneByOne();
    consumer.publisher().subscribe(second);
    assertThat(second.failed.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    consumer.close();
    subscriber.completed.get(10, TimeUnit.SECONDS);
  }

  @Test
  void topicsAndPartitionsAreDescribed() {
    fixture.write("t", 0, 0, 1);
    KafkaConsumer<String, String> consumer =
        consumer(it -> it.set("allow.auto.create.topics", false));
    assertThat(consumer.partitionsFor("t")).hasSize(3);
    assertThat(consumer.partitionsFor("no-such-topic")).isEmpty();
    assertThat(consumer.listTopics()).containsOnlyKeys("t");
  }

  @Test
  void commitsWithoutAGroupAreRefusedByName() {
    KafkaConsumer<String, String> consumer = reading(T0);
    assertThatThrownBy(consumer::commitSync)
        .isInstanceOf(InvalidGroupIdException.class)
        .hasMessageContaining("group.id");
    assertThatThrownBy(() -> consumer(it -> it).subscribe(List.of("t")))
        .isInstanceOf(InvalidGroupIdException.class);
  }

  @Test
  void pollingForNothingIsRefused() {
    assertThatThrownBy(() -> consumer(it -> it).poll(SHORT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aClosedConsumerSaysSo() {
    KafkaConsumer<String, String> consumer = reading(T0);
    consumer.close();
    consumer.close();
    assertThatThrownBy(() -> consumer.poll(SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void commitsInTheBackgroundAreToldWithinALaterPoll() {
    fixture.write("t", 0, 0, 5);
    KafkaConsumer<String, String> consumer = consumer(it -> it.groupId("g").autoCommit(false));
    consumer.assign(List.of(T0));
    read(consumer, 5);
    List<Map<TopicPartition, OffsetAndMetadata>> told = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(T0, new OffsetAndMetadata(3, "mine"));
    consumer.commitAsync(
        offsets,
        (committed, error) -> {
          assertThat(error).isNull();
          told.add(committed);
        });
    while (told.isEmpty()) {
      consumer.poll(SHORT);
    }
    assertThat(told).containsExactly(offsets);
    assertThat(consumer.committed(Set.of(T0, T1))).isEqualTo(offsets);
  }

  /** Marks values, and remembers commits. */
  private static final class Marking implements ConsumerInterceptor<String, String> {
    final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();

    @Override
    public ConsumerRecords<String, String> onConsume(ConsumerRecords<String, String> records) {
      throw new IllegalStateException("interceptors must not stop anything");
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
      commits.add(offsets);
    }
  }

  @Test
  void interceptorsSeeCommitsAndStopNothing() {
    fixture.write("t", 0, 0, 5);
    Marking marking = new Marking();
    KafkaConsumer<String, String> consumer =
        consumer(it -> it.groupId("g").autoCommit(false).interceptors(List.of(marking)));
    consumer.assign(List.of(T0));
    read(consumer, 5);
    consumer.commitSync();
    assertThat(marking.commits).hasSize(1);
    assertThat(marking.commits.get(0).get(T0).offset()).isEqualTo(5);
  }
}
