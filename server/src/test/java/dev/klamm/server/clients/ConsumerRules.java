package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.done;
import static dev.klamm.server.clients.Rules.numbers;
import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.pollUntil;
import static dev.klamm.server.clients.Rules.read;
import static dev.klamm.server.clients.Rules.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerInterceptor;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.consumer.OffsetAndTimestamp;
import dev.klamm.api.error.NoOffsetForPartitionException;
import dev.klamm.api.error.OffsetOutOfRangeException;
import dev.klamm.api.error.WakeupException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Positions, and what is read from where. */
interface ConsumerRules extends Rules {

  private Consumer<String, String> assigned(String topic, Map<String, ?> settings) {
    Consumer<String, String> consumer = cluster().consumer(settings);
    consumer.assign(List.of(partition(topic, 0)));
    return consumer;
  }

  @Test
  default void positionsAreSoughtByOffsetBeginningAndEnd() throws Exception {
    String topic = topic("seek", 1);
    fill(topic, 1, 100);
    TopicPartition partition = partition(topic, 0);
    try (Consumer<String, String> consumer = assigned(topic, Map.of())) {
      consumer.seek(partition, 40);
      assertThat(read(consumer, 1).get(0).offset()).isEqualTo(40);
      consumer.seekToBeginning(List.of(partition));
      assertThat(consumer.position(partition)).isZero();
      assertThat(read(consumer, 1).get(0).value()).isEqualTo("0");
      consumer.seekToEnd(List.of(partition));
      assertThat(consumer.position(partition)).isEqualTo(100);
      assertThat(consumer.poll(Duration.ofMillis(100)).isEmpty()).isTrue();
      consumer.seek(partition, new OffsetAndMetadata(99));
      assertThat(values(read(consumer, 1))).containsExactly("99");
    }
  }

  @Test
  default void offsetsAreFoundByTime() throws Exception {
    String topic = topic("times", 2);
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      for (int i = 0; i < 50; i++) {
        producer.send(new ProducerRecord<>(topic, 0, 1_000L * i, "k", "" + i));
      }
    }
    TopicPartition full = partition(topic, 0);
    TopicPartition empty = partition(topic, 1);
    try (Consumer<String, String> consumer = cluster().consumer(Map.of())) {
      Map<TopicPartition, OffsetAndTimestamp> found =
          consumer.offsetsForTimes(Map.of(full, 20_500L, empty, 1L));
      assertThat(found.get(full).offset()).isEqualTo(21);
      assertThat(found.get(full).timestamp()).isEqualTo(21_000);
      assertThat(found.get(empty)).isNull();
      assertThat(consumer.offsetsForTimes(Map.of(full, 1_000_000L)).get(full)).isNull();
      assertThat(consumer.beginningOffsets(List.of(full, empty)))
          .containsEntry(full, 0L)
          .containsEntry(empty, 0L);
      assertThat(consumer.endOffsets(List.of(full, empty)))
          .containsEntry(full, 50L)
          .containsEntry(empty, 0L);
    }
  }

  @Test
  default void pausedPartitionsAreNotRead() throws Exception {
    String topic = topic("pause", 2);
    fill(topic, 2, 20);
    try (Consumer<String, String> consumer =
        cluster().consumer(Map.of("auto.offset.reset", "earliest"))) {
      consumer.assign(List.of(partition(topic, 0), partition(topic, 1)));
      consumer.pause(List.of(partition(topic, 0)));
      assertThat(consumer.paused()).containsExactly(partition(topic, 0));
      assertThat(read(consumer, 10)).allMatch(record -> record.partition() == 1);
      assertThat(consumer.poll(Duration.ofMillis(100)).isEmpty()).isTrue();
      consumer.resume(List.of(partition(topic, 0)));
      assertThat(read(consumer, 10)).allMatch(record -> record.partition() == 0);
    }
  }

  @Test
  default void aPollGivesNoMoreThanIsWanted() throws Exception {
    String topic = topic("few", 1);
    fill(topic, 1, 50);
    try (Consumer<String, String> consumer =
        assigned(topic, Map.of("auto.offset.reset", "earliest", "max.poll.records", 7))) {
      List<String> all = new ArrayList<>();
      while (all.size() < 50) {
        ConsumerRecords<String, String> some = consumer.poll(Duration.ofSeconds(5));
        assertThat(some.count()).isBetween(1, 7);
        some.forEach(record -> all.add(record.value()));
      }
      assertThat(all).isEqualTo(numbers(50));
    }
  }

  @Test
  default void withoutAPlaceToBeginPollingFails() throws Exception {
    String topic = topic("none", 1);
    fill(topic, 1, 1);
    try (Consumer<String, String> consumer =
        assigned(topic, Map.of("auto.offset.reset", "none", "group.id", topic))) {
      assertThatThrownBy(() -> read(consumer, 1)).isInstanceOf(NoOffsetForPartitionException.class);
    }
  }

  @Test
  default void anOffsetOutOfRangeIsResetOrTold() throws Exception {
    String topic = topic("range", 1);
    fill(topic, 1, 10);
    TopicPartition partition = partition(topic, 0);
    try (Consumer<String, String> resetting =
            assigned(topic, Map.of("auto.offset.reset", "earliest"));
        Consumer<String, String> strict = assigned(topic, Map.of("auto.offset.reset", "none"))) {
      resetting.seek(partition, 500);
      assertThat(values(read(resetting, 10))).isEqualTo(numbers(10));
      strict.seek(partition, 500);
      assertThatThrownBy(() -> read(strict, 1)).isInstanceOf(OffsetOutOfRangeException.class);
    }
  }

  @Test
  default void aConsumerMayBeginSomeTimeAgo() throws Exception {
    String topic = topic("ago", 1);
    long now = System.currentTimeMillis();
    try (Producer<String, String> producer = cluster().producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, now - 7_200_000, "k", "old"));
      producer.send(new ProducerRecord<>(topic, 0, now, "k", "new"));
    }
    try (Consumer<String, String> consumer =
        assigned(topic, Map.of("auto.offset.reset", "by_duration:PT1H"))) {
      assertThat(values(read(consumer, 1))).containsExactly("new");
    }
  }

  @Test
  default void onlyWhatComesLaterIsReadFromTheLatest() throws Exception {
    String topic = topic("latest", 1);
    fill(topic, 1, 5);
    try (Consumer<String, String> consumer = assigned(topic, Map.of())) {
      assertThat(consumer.position(partition(topic, 0))).isEqualTo(5);
      fill(topic, 1, 2);
      List<ConsumerRecord<String, String>> records = read(consumer, 2);
      assertThat(records.get(0).offset()).isEqualTo(5);
    }
  }

  @Test
  default void interceptorsSeeWhatIsReadAndCommitted() throws Exception {
    String topic = topic("intercept", 1);
    fill(topic, 1, 10);
    AtomicInteger consumed = new AtomicInteger();
    AtomicInteger committed = new AtomicInteger();
    ConsumerInterceptor<String, String> counting =
        new ConsumerInterceptor<>() {
          @Override
          public ConsumerRecords<String, String> onConsume(
              ConsumerRecords<String, String> records) {
            consumed.addAndGet(records.count());
            return records;
          }

          @Override
          public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            committed.incrementAndGet();
          }
        };
    try (Consumer<String, String> consumer =
        cluster()
            .member(
                topic,
                Map.of("interceptor.classes", List.of(counting), "enable.auto.commit", false))) {
      consumer.subscribe(List.of(topic));
      read(consumer, 10);
      consumer.commitSync();
      assertThat(consumed).hasValue(10);
      assertThat(committed).hasValue(1);
    }
  }

  @Test
  default void wakingUpEndsAPoll() throws Exception {
    String topic = topic("wake", 1);
    try (Consumer<String, String> consumer = assigned(topic, Map.of())) {
      CompletableFuture<Void> waking = CompletableFuture.runAsync(consumer::wakeup);
      assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(PATIENCE_SECONDS)))
          .isInstanceOf(WakeupException.class);
      done(waking);
    }
  }

  @Test
  default void recordsAreReadByIterator() throws Exception {
    String topic = topic("iterator", 1);
    fill(topic, 1, 100);
    try (Consumer<String, String> consumer =
        assigned(topic, Map.of("auto.offset.reset", "earliest"))) {
      Iterator<ConsumerRecord<String, String>> records = consumer.iterator();
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        values.add(records.next().value());
      }
      assertThat(values).isEqualTo(numbers(100));
    }
  }

  @Test
  default void recordsAreReadBySubscriber() throws Exception {
    String topic = topic("publisher", 1);
    fill(topic, 1, 100);
    List<String> values = new ArrayList<>();
    CountDownLatch all = new CountDownLatch(100);
    try (Consumer<String, String> consumer =
        assigned(topic, Map.of("auto.offset.reset", "earliest"))) {
      consumer
          .publisher()
          .subscribe(
              new Flow.Subscriber<>() {
                private Flow.Subscription subscription;

                @Override
                public void onSubscribe(Flow.Subscription given) {
                  subscription = given;
                  given.request(10);
                }

                @Override
                public void onNext(ConsumerRecord<String, String> record) {
                  values.add(record.value());
                  all.countDown();
                  subscription.request(1);
                }

                @Override
                public void onError(Throwable error) {
                  values.add(error.toString());
                }

                @Override
                public void onComplete() {}
              });
      assertThat(all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(values).isEqualTo(numbers(100));
    }
  }

  @Test
  default void topicsAndLagAreTold() throws Exception {
    String topic = topic("lag", 2);
    fill(topic, 1, 10);
    TopicPartition partition = partition(topic, 0);
    try (Consumer<String, String> consumer =
        assigned(topic, Map.of("auto.offset.reset", "earliest", "max.poll.records", 4))) {
      assertThat(consumer.partitionsFor(topic)).hasSize(2);
      assertThat(consumer.listTopics()).containsKey(topic);
      pollUntil(consumer, () -> consumer.position(partition) >= 4);
      assertThat(consumer.currentLag(partition)).hasValue(10 - consumer.position(partition));
    }
  }
}
