package dev.klamm.core.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.consumer.AutoOffsetReset;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.error.TopicAuthorizationException;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.serde.StringDeserializer;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.Answers;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.core.net.ManualLoop;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchResponse;
import dev.klamm.protocol.message.FetchResponse.AbortedTransaction;
import dev.klamm.protocol.message.FetchResponse.EpochEndOffset;
import dev.klamm.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.klamm.protocol.message.FetchResponse.LeaderIdAndEpoch;
import dev.klamm.protocol.message.FetchResponse.PartitionData;
import dev.klamm.protocol.message.ListOffsetsRequest;
import dev.klamm.protocol.message.ListOffsetsResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsPartitionResponse;
import dev.klamm.protocol.message.ListOffsetsResponse.ListOffsetsTopicResponse;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse;
import dev.klamm.protocol.message.OffsetForLeaderEpochResponse.OffsetForLeaderTopicResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fetches against brokers that are scripted, on one thread, with a clock that stands. */
final class FetchTest {
  private static final TopicPartition T0 = new TopicPartition("t", 0);
  private static final TopicPartition T1 = new TopicPartition("t", 1);

  private final ManualLoop loop = new ManualLoop();
  private final FakeCluster cluster = new FakeCluster(loop);
  private final FakeCluster.Broker one = cluster.broker(1, new Endpoint("one", 9092));
  private final FakeCluster.Broker two = cluster.broker(2, new Endpoint("two", 9092));
  private final List<FakeCluster.Reply> waiting = new ArrayList<>();
  private final List<KafkaConsumer<String, String>> consumers = new ArrayList<>();

  @AfterEach
  void everyFrameIsGivenBack() {
    for (KafkaConsumer<String, String> consumer : consumers) {
      consumer.close(Duration.ZERO);
    }
    loop.run();
    assertThat(cluster.unreleased.get()).isZero();
  }

  private void leads(int leader, int epoch) {
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.METADATA,
          Answers.metadata(List.of(one, two), Answers.topic("t", leader, epoch, 2)));
      broker.on(ApiKey.LIST_OFFSETS, (request, version, later) -> offsets(request));
      broker.on(
          ApiKey.FETCH,
          (request, version, later) -> {
            waiting.add(later);
            return null;
          });
    }
  }

  /** Every partition begins at 0 and ends at 100. */
  private static ListOffsetsResponse offsets(Object request) {
    List<ListOffsetsTopicResponse> topics = new ArrayList<>();
    for (ListOffsetsRequest.ListOffsetsTopic topic : ((ListOffsetsRequest) request).topics()) {
      List<ListOffsetsPartitionResponse> partitions = new ArrayList<>();
      topic
          .partitions()
          .forEach(
              p ->
                  partitions.add(
                      new ListOffsetsPartitionResponse()
                          .partitionIndex(p.partitionIndex())
                          .offset(p.timestamp() == -1 ? 100 : 0)));
      topics.add(new ListOffsetsTopicResponse().name(topic.name()).partitions(partitions));
    }
    return new ListOffsetsResponse().topics(topics);
  }

  private KafkaConsumer<String, String> consumer(
      UnaryOperator<ConsumerSettings.Builder> more, TopicPartition... partitions) {
    ConsumerSettings settings =
        more.apply(
                ConsumerSettings.builder()
                    .bootstrapServers("one:9092")
                    .autoOffsetReset(AutoOffsetReset.EARLIEST))
            .build();
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            settings,
            new StringDeserializer(),
            new StringDeserializer(),
            ClientRuntime.shared(cluster, new SplittableRandom(3)));
    consumers.add(consumer);
    consumer.assign(List.of(partitions));
    loop.advance(100);
    return consumer;
  }

  private KafkaConsumer<String, String> consumer(TopicPartition... partitions) {
    return consumer(it -> it, partitions);
  }

  private static ByteBuffer batch(long baseOffset, String... values) {
    RecordBatchBuilder builder = new RecordBatchBuilder(16_384).reset().baseOffset(baseOffset);
    for (String value : values) {
      builder.append(1, null, value.getBytes(StandardCharsets.UTF_8));
    }
    return builder.build();
  }

  private static PartitionData data(int partition) {
    return new PartitionData().partitionIndex(partition).highWatermark(100).lastStableOffset(100);
  }

  private static FetchResponse response(int sessionId, PartitionData... partitions) {
    return new FetchResponse()
        .sessionId(sessionId)
        .responses(
            List.of(
                new FetchableTopicResponse()
                    .topicId(Answers.topicId("t"))
                    .partitions(List.of(partitions))));
  }

  /** Answers the fetch that waits longest. */
  private void answer(FetchResponse response) {
    waiting.remove(0).with(response);
    loop.advance(200);
  }

  private FetchRequest asked() {
    return cluster.last(ApiKey.FETCH, FetchRequest.class);
  }

  private long askedOffset() {
    return asked().topics().get(0).partitions().get(0).fetchOffset();
  }

  private static List<String> poll(KafkaConsumer<String, String> consumer) {
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<String, String> record : consumer.poll(Duration.ZERO)) {
      values.add(record.value());
    }
    return values;
  }

  @Test
  void theNextFetchGoesOutBeforeTheApplicationHasSeenTheLast() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    assertThat(askedOffset()).isZero();
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(0, "a", "b")))));
    assertThat(waiting).hasSize(1);
    assertThat(askedOffset()).isEqualTo(2);
    assertThat(consumer.position(T0)).isZero();
    assertThat(poll(consumer)).containsExactly("a", "b");
    assertThat(consumer.position(T0)).isEqualTo(2);
  }

  @Test
  void noMoreIsFetchedThanMayBeBuffered() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(it -> it.maxPartitionFetchBytes(50), T0);
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(0, "a")))));
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(1, "b")))));
    assertThat(waiting).isEmpty();
    assertThat(poll(consumer)).containsExactly("a", "b");
    loop.run();
    assertThat(askedOffset()).isEqualTo(2);
  }

  @Test
  void aSessionNamesOnlyWhatChangedAndWhatIsForgotten() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0, T1);
    assertThat(asked().sessionEpoch()).isZero();
    assertThat(asked().topics().get(0).partitions()).hasSize(2);
    answer(response(7, data(0).records(RecordsView.ofBuffer(batch(0, "a")))));
    assertThat(asked().sessionId()).isEqualTo(7);
    assertThat(asked().sessionEpoch()).isEqualTo(1);
    assertThat(asked().topics().get(0).partitions()).hasSize(1);
    assertThat(askedOffset()).isEqualTo(1);
    consumer.pause(List.of(T1));
    answer(response(7));
    assertThat(asked().sessionEpoch()).isEqualTo(2);
    assertThat(asked().topics()).isEmpty();
    assertThat(asked().forgottenTopicsData().get(0).partitions()).containsExactly(1);
  }

  @Test
  void aLostSessionBeginsAnew() {
    leads(1, 0);
    consumer(T0);
    answer(response(7));
    answer(new FetchResponse().errorCode((short) 70));
    assertThat(asked().sessionId()).isZero();
    assertThat(asked().sessionEpoch()).isZero();
    answer(response(8));
    answer(new FetchResponse().errorCode((short) 71));
    assertThat(asked().sessionId()).isEqualTo(8);
    assertThat(asked().sessionEpoch()).isZero();
    assertThat(asked().topics()).hasSize(1);
  }

  @Test
  void aBrokerWithoutTopicIdsIsAskedByName() {
    leads(1, 0);
    one.limit(ApiKey.FETCH, 11);
    KafkaConsumer<String, String> consumer = consumer(T0);
    assertThat(asked().topics().get(0).topic()).isEqualTo("t");
    answer(
        new FetchResponse()
            .responses(
                List.of(
                    new FetchableTopicResponse()
                        .topic("t")
                        .topicId(Uuid.ZERO)
                        .partitions(
                            List.of(data(0).records(RecordsView.ofBuffer(batch(0, "a"))))))));
    assertThat(poll(consumer)).containsExactly("a");
  }

  @Test
  void aLeaderThatMovedIsFollowed() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    leads(2, 1);
    answer(
        response(
            0,
            data(0)
                .errorCode((short) 6)
                .currentLeader(new LeaderIdAndEpoch().leaderId(2).leaderEpoch(1))));
    loop.advance(1_000);
    assertThat(cluster.seen.get(cluster.seen.size() - 1).nodeId()).isEqualTo(2);
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(0, "a")))));
    assertThat(poll(consumer)).containsExactly("a");
  }

  @Test
  void afterABrokenConnectionTheSamePlaceIsAskedAgain() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    answer(response(7, data(0).records(RecordsView.ofBuffer(batch(0, "a")))));
    waiting.clear();
    one.disconnect();
    loop.advance(2_000);
    assertThat(waiting).hasSize(1);
    assertThat(asked().sessionEpoch()).isZero();
    answer(response(8, data(0).records(RecordsView.ofBuffer(batch(1, "b")))));
    assertThat(poll(consumer)).containsExactly("a", "b");
  }

  @Test
  void anAnswerFromBeforeASeekIsDropped() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    consumer.seek(T0, 50);
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(0, "a")))));
    assertThat(poll(consumer)).isEmpty();
    assertThat(askedOffset()).isEqualTo(50);
  }

  @Test
  void recordsBeforeThePositionInABatchAreSkipped() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    consumer.seek(T0, 2);
    answer(response(0));
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(0, "a", "b", "c", "d")))));
    assertThat(poll(consumer)).containsExactly("c", "d");
  }

  @Test
  void aCutLogTakesThePositionBackToWhereBothAgree() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    answer(
        response(
            0,
            data(0).divergingEpoch(new EpochEndOffset().epoch(0).endOffset(0)).highWatermark(0)));
    consumer.seek(T0, 40);
    answer(response(0, data(0).divergingEpoch(new EpochEndOffset().epoch(3).endOffset(30))));
    if (askedOffset() == 40) {
      answer(response(0, data(0).divergingEpoch(new EpochEndOffset().epoch(3).endOffset(30))));
    }
    assertThat(consumer.position(T0)).isEqualTo(30);
    assertThat(askedOffset()).isEqualTo(30);
  }

  @Test
  void aNewLeaderIsAskedWhetherItHasWhatWasRead() {
    leads(1, 5);
    KafkaConsumer<String, String> consumer = consumer(it -> it.set("metadata.max.age.ms", 300), T0);
    ByteBuffer read = batch(0, "a", "b", "c");
    read.putInt(12, 5);
    answer(response(0, data(0).records(RecordsView.ofBuffer(read))));
    assertThat(poll(consumer)).hasSize(3);
    for (FakeCluster.Broker broker : List.of(one, two)) {
      broker.on(
          ApiKey.OFFSET_FOR_LEADER_EPOCH,
          new OffsetForLeaderEpochResponse()
              .topics(
                  List.of(
                      new OffsetForLeaderTopicResult()
                          .topic("t")
                          .partitions(
                              List.of(
                                  new OffsetForLeaderEpochResponse.EpochEndOffset()
                                      .partition(0)
                                      .leaderEpoch(5)
                                      .endOffset(2))))));
    }
    leads(2, 6);
    loop.advance(1_000);
    assertThat(consumer.position(T0)).isEqualTo(2);
    assertThat(cluster.count(ApiKey.OFFSET_FOR_LEADER_EPOCH)).isEqualTo(1);
  }

  @Test
  void aWrongChecksumIsNamedWithItsPlaceAndCanBeSkipped() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    ByteBuffer bad = batch(2, "x");
    bad.put(bad.limit() - 2, (byte) (bad.get(bad.limit() - 2) + 1));
    ByteBuffer good = batch(0, "a", "b");
    ByteBuffer both =
        ByteBuffer.allocate(good.remaining() + bad.remaining()).put(good).put(bad).flip();
    answer(response(0, data(0).records(RecordsView.ofBuffer(both))));
    assertThat(poll(consumer)).containsExactly("a", "b");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> poll(consumer))
          .isInstanceOf(CorruptRecordException.class)
          .hasMessageContaining("offset 2 of t-0");
    }
    consumer.seek(T0, 3);
    answer(response(0));
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(3, "c")))));
    assertThat(poll(consumer)).containsExactly("c");
  }

  @Test
  void garbageInsteadOfABatchIsAnErrorAndNotAHang() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    answer(response(0, data(0).records(RecordsView.ofBuffer(ByteBuffer.allocate(100)))));
    assertThatThrownBy(() -> poll(consumer)).isInstanceOf(CorruptRecordException.class);
  }

  @Test
  void aForbiddenTopicIsTold() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    answer(response(0, data(0).errorCode((short) 29)));
    assertThatThrownBy(() -> poll(consumer)).isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void aFetchOutOfRangeLosesNothingOfWhatIsBuffered() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer = consumer(T0);
    answer(response(0, data(0).records(RecordsView.ofBuffer(batch(50, "a")))));
    answer(response(0, data(0).errorCode((short) 1)));
    assertThat(poll(consumer)).containsExactly("a");
    loop.advance(1_000);
    answer(response(0, data(0).errorCode((short) 1)));
    assertThat(askedOffset()).isZero();
  }

  @Test
  void recordsOfAbortedTransactionsAreLeftOut() {
    leads(1, 0);
    KafkaConsumer<String, String> consumer =
        consumer(it -> it.isolationLevel(IsolationLevel.READ_COMMITTED), T0);
    ByteBuffer aborted = transactional(0, 9L, "no").build();
    ByteBuffer committed = transactional(1, 8L, "yes").build();
    RecordBatchBuilder end =
        new RecordBatchBuilder(200)
            .reset()
            .baseOffset(2)
            .producer(9L, (short) 0, -1)
            .transactional()
            .control();
    end.append(1, new byte[4], new byte[6]);
    ByteBuffer marker = end.build();
    ByteBuffer later = transactional(3, 9L, "again").build();
    ByteBuffer all = ByteBuffer.allocate(1_000);
    all.put(aborted).put(committed).put(marker).put(later).flip();
    answer(
        response(
            0,
            data(0)
                .records(RecordsView.ofBuffer(all))
                .abortedTransactions(
                    List.of(new AbortedTransaction().producerId(9).firstOffset(0)))));
    assertThat(poll(consumer)).containsExactly("yes", "again");
    assertThat(consumer.position(T0)).isEqualTo(4);
  }

  private static RecordBatchBuilder transactional(long baseOffset, long producerId, String value) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(1_000)
            .reset()
            .baseOffset(baseOffset)
            .producer(producerId, (short) 0, 0)
            .transactional();
    builder.append(1, null, value.getBytes(StandardCharsets.UTF_8));
    return builder;
  }
}
