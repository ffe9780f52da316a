package dev.klamm.core.producer;

import static dev.klamm.core.producer.ProducerFixture.TOPIC;
import static dev.klamm.core.producer.ProducerFixture.outcome;
import static dev.klamm.core.producer.ProducerFixture.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.BufferExhaustedException;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.InvalidRecordException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.RecordTooLargeException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.TopicAuthorizationException;
import dev.klamm.api.producer.Partitioner;
import dev.klamm.api.producer.ProducerInterceptor;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.net.Answers;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.BatchIndexAndErrorMessage;
import dev.klamm.protocol.message.ProduceResponse.LeaderIdAndEpoch;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.TopicProduceResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaProducerTest {
  private final ProducerFixture it = new ProducerFixture();

  @Test
  void sendReturnsBeforeAnythingIsKnownAndTheRecordArrives() {
    var future = it.producer().send(to(1, "a"));
    assertThat(it.cluster.seen).isEmpty();
    assertThat(future).isNotDone();
    it.loop.run();
    assertThat(outcome(future)).isEqualTo("orders-1@0");
    assertThat(it.log.of(TOPIC, 1)).containsExactly("a");
  }

  @Test
  void anUnreachableClusterDelaysTheOutcomeAndNotTheCall() {
    it.first.crash();
    it.second.crash();
    var future = it.producer("delivery.timeout.ms", 40_000).send(to(0, "a"));
    it.loop.advance(39_000);
    assertThat(future).isNotDone();
    it.loop.advance(2_000);
    assertThat(error(future)).isInstanceOf(TimeoutException.class).hasMessageContaining("orders");
  }

  @Test
  void recordsThatWaitedForMetadataKeepTheirOrder() {
    var producer = it.producer();
    for (int i = 0; i < 50; i++) {
      producer.send(to(0, "" + i));
    }
    it.loop.run();
    producer.send(to(0, "50"));
    it.loop.run();
    assertThat(it.log.of(TOPIC, 0)).hasSize(51).isSortedAccordingTo(byNumber());
  }

  @Test
  void lingeringGathersRecordsIntoOneBatch() {
    var producer = it.producer("linger.ms", 20);
    producer.send(to(0, "first"));
    it.loop.advance(100);
    it.log.batchCounts.clear();
    for (int i = 0; i < 10; i++) {
      producer.send(to(0, "" + i));
      it.loop.advance(1);
    }
    assertThat(it.log.batchCounts).isEmpty();
    it.loop.advance(10);
    assertThat(it.log.batchCounts).containsExactly(10);
  }

  @Test
  void aFullBatchDoesNotLinger() {
    var producer = it.producer("linger.ms", 10_000, "batch.size", 1000);
    for (int i = 0; i < 20; i++) {
      producer.send(to(0, "x".repeat(100)));
    }
    it.loop.run();
    assertThat(it.log.of(TOPIC, 0)).hasSizeBetween(8, 19);
    it.loop.advance(10_000);
    assertThat(it.log.of(TOPIC, 0)).hasSize(20);
  }

  @Test
  void batchesWithoutKeysAreFullAndSpreadEvenly() {
    var producer = it.producer("batch.size", 1000, "linger.ms", 1000);
    producer.send(new ProducerRecord<>(TOPIC, "known"));
    it.loop.advance(2000);
    it.log.batchCounts.clear();
    for (int i = 0; i < 3000; i++) {
      producer.send(new ProducerRecord<>(TOPIC, "x".repeat(100)));
      if (i % 10 == 0) {
        it.loop.run();
      }
    }
    it.loop.advance(2000);
    // 8 of 109 bytes fit into 1000 after the header; all but the last of a partition are full
    assertThat(it.log.batchCounts.stream().filter(count -> count < 8)).hasSizeLessThan(4);
    for (int partition = 0; partition < 3; partition++) {
      assertThat(it.log.of(TOPIC, partition)).hasSizeBetween(700, 1300);
    }
  }

  @Test
  void equalKeysMeetInThePartitionThatKafkaChooses() {
    var producer = it.producer();
    for (int i = 0; i < 100; i++) {
      producer.send(new ProducerRecord<>(TOPIC, "key-" + i, "" + i));
    }
    it.loop.run();
    for (int i = 0; i < 100; i++) {
      byte[] key = ("key-" + i).getBytes(StandardCharsets.UTF_8);
      int partition = BuiltInPartitioner.partitionForKey(key, 3);
      assertThat(it.log.of(TOPIC, partition)).contains("" + i);
    }
  }

  @Test
  void aPartitionerThatChoosesWhatIsNotThereIsNamed() {
    Partitioner wrong = (topic, key, keyBytes, value, valueBytes, partitions) -> 7;
    var producer = it.producer("partitioner.class", wrong);
    var waited = producer.send(new ProducerRecord<>(TOPIC, "a"));
    it.loop.run();
    assertThat(outcome(waited)).contains("chose partition 7").contains("0 to 2");
    assertThatThrownBy(() -> producer.send(new ProducerRecord<>(TOPIC, "a")))
        .isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
  void compressedRecordsArrive(String type) {
    var producer = it.producer("compression.type", type);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      sent.add("value-" + i);
      producer.send(to(2, "value-" + i));
    }
    it.loop.run();
    assertThat(it.log.of(TOPIC, 2)).isEqualTo(sent);
  }

  @Test
  void batchesOfWhatCompressesWellGatherMore() {
    var producer = it.producer("compression.type", "zstd", "batch.size", 2000, "linger.ms", 1000);
    for (int i = 0; i < 2000; i++) {
      producer.send(to(0, "x".repeat(100)));
      it.loop.run();
    }
    it.loop.advance(2000);
    assertThat(it.log.of(TOPIC, 0)).hasSize(2000);
    assertThat(it.log.batchCounts.get(0)).isLessThan(20);
    assertThat(it.log.batchCounts).anyMatch(count -> count > 100);
  }

  @Test
  void callbacksComeInOrderWithTheOffsets() {
    var producer = it.producer("batch.size", 300);
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      producer.send(to(0, "" + i), (metadata, error) -> offsets.add(metadata.offset()));
    }
    it.loop.run();
    assertThat(offsets).hasSize(40).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aCallbackThatThrowsHarmsNobodyElse() {
    var producer = it.producer();
    producer.send(
        to(0, "a"),
        (metadata, error) -> {
          throw new IllegalStateException("from a test");
        });
    var other = producer.send(to(0, "b"));
    it.loop.run();
    assertThat(outcome(other)).isEqualTo("orders-0@1");
  }

  @Test
  void aRetriableErrorIsRetriedAndNothingComesTwice() {
    var producer = it.producer();
    int[] left = {3};
    it.log.fault = (p, b) -> left[0]-- > 0 ? KafkaError.NOT_ENOUGH_REPLICAS : KafkaError.NONE;
    var future = producer.send(to(0, "a"));
    it.loop.advance(5_000);
    assertThat(outcome(future)).isEqualTo("orders-0@0");
    assertThat(it.log.of(TOPIC, 0)).containsExactly("a");
  }

  @Test
  void aFatalErrorIsTheRecordsOutcome() {
    var producer = it.producer();
    it.log.fault = (p, b) -> KafkaError.TOPIC_AUTHORIZATION_FAILED;
    var future = producer.send(to(0, "a"));
    it.loop.run();
    assertThat(error(future)).isInstanceOf(TopicAuthorizationException.class);
    it.log.fault = (p, b) -> KafkaError.NONE;
    var next = producer.send(to(0, "b"));
    it.loop.advance(1000);
    assertThat(outcome(next)).as("with a new epoch").isEqualTo("orders-0@0");
  }

  @Test
  void retriesEndWithTheirNumber() {
    var producer = it.producer("retries", 2, "enable.idempotence", false);
    it.log.fault = (p, b) -> KafkaError.NOT_ENOUGH_REPLICAS;
    var future = producer.send(to(0, "a"));
    it.loop.advance(60_000);
    assertThat(outcome(future)).contains("NOT_ENOUGH_REPLICAS");
    assertThat(it.produces()).isEqualTo(3);
  }

  @Test
  void whatDoesNotArriveInTimeFailsWithTheLastError() {
    var producer = it.producer("delivery.timeout.ms", 31_000);
    it.log.fault = (p, b) -> KafkaError.NOT_ENOUGH_REPLICAS;
    var future = producer.send(to(0, "a"));
    it.loop.advance(32_000);
    assertThat(error(future))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("delivery.timeout.ms=31000")
        .hasRootCauseInstanceOf(dev.klamm.api.error.NotEnoughReplicasException.class);
  }

  @Test
  void aBrokerThatNeverAnswersCostsOneRequestTimeoutAndNoDuplicate() {
    var producer = it.producer("request.timeout.ms", 1000, "delivery.timeout.ms", 60_000);
    it.log.mute = true;
    var future = producer.send(to(0, "a"));
    it.loop.advance(900);
    it.log.mute = false;
    it.loop.advance(5_000);
    assertThat(outcome(future)).isEqualTo("orders-0@0");
    assertThat(it.log.of(TOPIC, 0)).containsExactly("a");
    assertThat(it.produces()).isGreaterThan(1);
  }

  @Test
  void aRecordOverTheLimitIsRefusedAloneAndNamed() {
    var producer = it.producer("max.request.size", 2000);
    var small = producer.send(to(0, "a"));
    var large = producer.send(to(0, "x".repeat(3000)));
    var next = producer.send(to(0, "b"));
    it.loop.advance(1000);
    assertThat(error(large))
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("orders-0")
        .hasMessageContaining("max.request.size=2000");
    assertThat(outcome(small)).isEqualTo("orders-0@0");
    assertThat(outcome(next)).isEqualTo("orders-0@1");
  }

  @Test
  void theSizeThatCountsIsTheOneAfterCompression() {
    var producer = it.producer("max.request.size", 2000, "compression.type", "zstd");
    var large = producer.send(to(0, "x".repeat(50_000)));
    it.loop.run();
    assertThat(outcome(large)).isEqualTo("orders-0@0");
  }

  @Test
  void aBatchThatTheBrokerFindsTooLargeIsSplitInOrder() {
    it.log.maxBatchBytes = 400;
    var producer = it.producer("batch.size", 4000);
    List<CompletableFuture<RecordMetadata>> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add(producer.send(to(0, "" + i)));
    }
    var tooLarge = producer.send(to(0, "x".repeat(500)));
    var last = producer.send(to(0, "60"));
    it.loop.advance(20_000);
    assertThat(it.log.of(TOPIC, 0)).hasSize(61).isSortedAccordingTo(byNumber());
    assertThat(outcome(all.get(59))).isEqualTo("orders-0@59");
    assertThat(outcome(last)).isEqualTo("orders-0@60");
    assertThat(error(tooLarge))
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("max.message.bytes");
  }

  @Test
  void onlyTheRecordsThatAreWrongAreToldSo() {
    it.first.on(
        ApiKey.PRODUCE,
        (request, version, later) ->
            answer(
                new PartitionProduceResponse()
                    .errorCode(KafkaError.INVALID_RECORD.code())
                    .recordErrors(
                        List.of(
                            new BatchIndexAndErrorMessage()
                                .batchIndex(1)
                                .batchIndexErrorMessage("it has no key")))));
    var producer = it.producer();
    var right = producer.send(to(0, "a"));
    var wrong = producer.send(to(0, "b"));
    it.loop.run();
    assertThat(error(wrong))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("it has no key");
    assertThat(error(right)).hasMessageContaining("1 others in its batch are not");
  }

  @Test
  void aNewLeaderInTheAnswerIsFollowedWithoutAskingForMetadata() {
    var producer = it.producer();
    producer.send(to(0, "a"));
    it.loop.run();
    long asked = it.cluster.count(ApiKey.METADATA);
    it.first.on(
        ApiKey.PRODUCE,
        (request, version, later) ->
            answer(
                new PartitionProduceResponse()
                    .errorCode(KafkaError.NOT_LEADER_OR_FOLLOWER.code())
                    .currentLeader(new LeaderIdAndEpoch().leaderId(2).leaderEpoch(6))));
    var moved = producer.send(to(0, "b"));
    it.loop.run();
    assertThat(outcome(moved)).isEqualTo("orders-0@1");
    assertThat(it.cluster.count(ApiKey.METADATA)).isEqualTo(asked);
  }

  @Test
  void withoutAcknowledgementsARecordIsDoneWhenItIsSent() {
    var producer = it.producer("acks", "0");
    var future = producer.send(to(0, "a"));
    it.loop.run();
    assertThat(outcome(future)).isEqualTo("orders-0@-1");
    assertThat(it.log.of(TOPIC, 0)).containsExactly("a");
    assertThat(it.cluster.count(ApiKey.INIT_PRODUCER_ID)).isZero();
    producer.send(to(0, "b"));
    it.loop.advance(60_000);
    assertThat(it.log.of(TOPIC, 0)).as("the connection goes on").containsExactly("a", "b");
  }

  @Test
  void aBrokerThatLostCountGetsANewEpoch() {
    var producer = it.producer();
    producer.send(to(0, "a"));
    it.loop.run();
    int[] left = {1};
    it.log.fault =
        (p, b) -> left[0]-- > 0 ? KafkaError.OUT_OF_ORDER_SEQUENCE_NUMBER : KafkaError.NONE;
    short[] epoch = {-1};
    var future = producer.send(to(0, "b"));
    it.loop.advance(100);
    it.log.fault =
        (p, b) -> {
          epoch[0] = BatchFormat.producerEpoch(b, 0);
          return KafkaError.NONE;
        };
    it.loop.advance(1000);
    assertThat(outcome(future)).isEqualTo("orders-0@1");
    var next = producer.send(to(0, "c"));
    it.loop.run();
    assertThat(outcome(next)).isEqualTo("orders-0@2");
    assertThat(epoch[0]).isEqualTo((short) 1);
  }

  @Test
  void noMoreThanFiveRequestsAreUnderWay() {
    it.log.mute = true;
    var producer = it.producer("batch.size", 300);
    producer.send(to(0, "known"));
    it.loop.run();
    for (int i = 0; i < 400; i++) {
      producer.send(to(i % 3, "x".repeat(50)));
      it.loop.run();
    }
    assertThat(it.produces()).isEqualTo(5);
  }

  @Test
  void aRecordForWhichThereIsNoMemoryFailsAtOnce() {
    var producer =
        it.producer("buffer.memory", 40_000, "klamm.producer.buffer.full", "fail", "linger.ms", 50);
    producer.send(to(0, "known"));
    it.loop.advance(100);
    List<CompletableFuture<RecordMetadata>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(producer.send(to(0, "x".repeat(1000))));
    }
    it.loop.advance(5000);
    var failed = all.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
    assertThat(failed).hasSizeBetween(50, 80);
    assertThat(error(failed.get(0)))
        .isInstanceOf(BufferExhaustedException.class)
        .hasMessageContaining("buffer.memory=40000");
    var later = producer.send(to(0, "x".repeat(1000)));
    it.loop.advance(100);
    assertThat(outcome(later)).as("there is room again").startsWith("orders-0@");
  }

  @Test
  void theOldestRecordsGiveWayToNewerOnesWhereThatIsAskedFor() {
    var producer =
        it.producer("buffer.memory", 40_000, "klamm.producer.buffer.full", "drop", "linger.ms", 50);
    producer.send(to(0, "known"));
    it.loop.advance(100);
    List<CompletableFuture<RecordMetadata>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(producer.send(to(0, "x".repeat(1000))));
    }
    it.loop.advance(5000);
    int firstKept = 0;
    while (all.get(firstKept).isCompletedExceptionally()) {
      firstKept++;
    }
    assertThat(firstKept).isBetween(50, 95);
    assertThat(all.subList(99, 100)).noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(all).allMatch(CompletableFuture::isDone);
    assertThat(error(all.get(0)))
        .isInstanceOf(BufferExhaustedException.class)
        .hasMessageContaining("dropped");
  }

  @Test
  void recordsThatWaitForTheirTopicGiveWayToo() {
    it.first.crash();
    it.second.crash();
    var producer = it.producer("buffer.memory", 10_000, "klamm.producer.buffer.full", "drop");
    List<CompletableFuture<RecordMetadata>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(producer.send(to(0, "x".repeat(1000))));
    }
    it.loop.advance(100);
    assertThat(all.subList(0, 90)).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(all.subList(92, 100)).noneMatch(CompletableFuture::isDone);
    it.first.up = true;
    it.second.up = true;
    it.loop.advance(10_000);
    assertThat(outcome(all.get(99))).startsWith("orders-0@");
  }

  @Test
  void aRecordThatIsLargerThanTheBufferDropsNothing() {
    var producer =
        it.producer("buffer.memory", 40_000, "klamm.producer.buffer.full", "drop", "linger.ms", 50);
    producer.send(to(0, "known"));
    it.loop.advance(100);
    var kept = producer.send(to(0, "kept"));
    var huge = producer.send(to(0, "x".repeat(50_000)));
    it.loop.advance(1_000);
    assertThat(error(huge)).isInstanceOf(BufferExhaustedException.class);
    assertThat(outcome(kept)).startsWith("orders-0@");
  }

  @Test
  void aTopicThatMayNotBeUsedFailsItsRecords() {
    it.first.on(
        ApiKey.METADATA,
        (request, version, later) ->
            Answers.metadata(
                List.of(it.first),
                Answers.failing(TOPIC, KafkaError.TOPIC_AUTHORIZATION_FAILED.code())));
    it.second.crash();
    var future = it.producer().send(to(0, "a"));
    it.loop.advance(1000);
    assertThat(error(future)).isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void aRecordForAPartitionThatIsAddedLaterWaitsForIt() {
    var producer = it.producer();
    producer.send(to(0, "a"));
    it.loop.run();
    var future = producer.send(to(3, "b"));
    it.loop.advance(5_000);
    assertThat(future).isNotDone();
    it.partitions = 4;
    it.loop.advance(5_000);
    assertThat(outcome(future)).isEqualTo("orders-3@0");
  }

  @Test
  void interceptorsSeeRecordsAndOutcomes() {
    List<String> heard = new ArrayList<>();
    ProducerInterceptor<String, String> interceptor =
        new ProducerInterceptor<>() {
          @Override
          public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            return to(1, record.value() + "!");
          }

          @Override
          public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            heard.add(metadata + " " + exception);
          }
        };
    var producer = it.producer("interceptor.classes", List.of(interceptor));
    producer.send(to(0, "a"), (metadata, error) -> heard.add("callback"));
    it.loop.run();
    assertThat(it.log.of(TOPIC, 1)).containsExactly("a!");
    assertThat(heard).containsExactly("orders-1@0 null", "callback");
  }

  @Test
  void headersAreReadOnlyOnceARecordIsSent() {
    var record = to(0, "a");
    it.producer().send(record);
    assertThatThrownBy(() -> record.headers().add("k", null))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTopicWithoutAnIdIsWrittenToByName() {
    it.first.limit(ApiKey.PRODUCE, 9);
    var future = it.producer().send(to(0, "a"));
    it.loop.run();
    assertThat(outcome(future)).isEqualTo("orders-0@0");
    assertThat(it.lastProduce().topicData().get(0).name()).isEqualTo(TOPIC);
  }

  @Test
  void theFirstEpochOfAllPartitionsIsTheSame() {
    var producer = it.producer();
    Set<Long> ids = new TreeSet<>();
    it.log.fault =
        (p, b) -> {
          ids.add(BatchFormat.producerId(b, 0));
          return KafkaError.NONE;
        };
    for (int i = 0; i < 30; i++) {
      producer.send(to(i % 3, "" + i));
    }
    it.loop.run();
    assertThat(ids).containsExactly(1000L);
  }

  private static Throwable error(CompletableFuture<?> future) {
    return future.handle((value, error) -> error).getNow(null);
  }

  private static ProduceResponse answer(PartitionProduceResponse partition) {
    return new ProduceResponse()
        .responses(
            List.of(
                new TopicProduceResponse()
                    .topicId(Answers.topicId(TOPIC))
                    .partitionResponses(List.of(partition.index(0)))));
  }

  private static java.util.Comparator<String> byNumber() {
    return java.util.Comparator.comparingInt(Integer::parseInt);
  }
}
