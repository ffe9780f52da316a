package dev.klamm.strangers.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.strangers.Node;
import dev.klamm.strangers.Stranger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.utils.Crc32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After each of these the broker answers others as before, and has stored nothing. */
@Stranger(value = "Bytes that no client would send", version = HostileBytesTest.None.class)
final class HostileBytesTest {

  /** They have no version. */
  static final class None implements Supplier<String> {
    @Override
    public String get() {
      return "";
    }
  }

  private static Node node;
  private static Admin admin;
  private static Uuid topicId;
  private static final TopicPartition PARTITION = new TopicPartition("victim", 0);

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    node = Node.start(directory);
    admin = Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()));
    var created = admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)));
    topicId = created.topicId(PARTITION.topic()).get();
  }

  @AfterAll
  static void stop() {
    admin.close();
    node.close();
  }

  @AfterEach
  void theBrokerAnswersAndHasStoredNothing() throws Exception {
    try (Wire wire = connect()) {
      var answer =
          (ApiVersionsResponse) wire.ask(new ApiVersionsRequest.Builder().build((short) 3));
      assertThat(answer.data().errorCode()).isZero();
    }
    assertThat(
            admin
                .listOffsets(Map.of(PARTITION, OffsetSpec.latest()))
                .partitionResult(PARTITION)
                .get()
                .offset())
        .isZero();
  }

  private static Wire connect() throws Exception {
    return new Wire(node.port());
  }

  static Stream<byte[]> noRequests() {
    return Stream.of(
        bytes(-1),
        bytes(Integer.MIN_VALUE),
        bytes(Integer.MAX_VALUE),
        bytes(200 << 20),
        bytes(0),
        bytes(1, 0),
        bytes(4, 0x00120003),
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
        new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 0, 0, 0, 0, 0});
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("noRequests")
  void whatIsNoRequestIsCutOff(byte[] bytes) throws Exception {
    try (Wire wire = connect().send(bytes)) {
      assertThat(wire.isCutOff()).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-1, -32768, 9999, 32767, 4, 5, 6, 7})
  void anApiThatIsNotAnsweredIsCutOff(int apiKey) throws Exception {
    try (Wire wire = connect().frame(Wire.header(apiKey, 0))) {
      assertThat(wire.isCutOff()).isTrue();
    }
  }

  @Test
  void versionsThatAreNotAnsweredAreCutOff() throws Exception {
    for (ApiVersion api : apis()) {
      if (api.apiKey() != ApiKeys.API_VERSIONS.id) {
        for (int version : new int[] {-1, api.maxVersion() + 1, 32767}) {
          try (Wire wire = connect().frame(Wire.header(api.apiKey(), version))) {
            assertThat(wire.isCutOff()).as("%s v%d", api, version).isTrue();
          }
        }
      }
    }
  }

  private static List<ApiVersion> apis() throws Exception {
    try (Wire wire = connect()) {
      var answer =
          (ApiVersionsResponse) wire.ask(new ApiVersionsRequest.Builder().build((short) 3));
      return List.copyOf(answer.data().apiKeys());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-1, 6, 99, 32767})
  void anUnknownVersionOfApiVersionsIsAnsweredByWhatThereIs(int version) throws Exception {
    try (Wire wire = connect().frame(Wire.header(ApiKeys.API_VERSIONS.id, version))) {
      ByteBuffer answer = wire.answer();
      new ResponseHeaderData(new ByteBufferAccessor(answer), (short) 0);
      var told = ApiVersionsResponse.parse(new ByteBufferAccessor(answer), (short) 0).data();
      assertThat(told.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
      assertThat(told.apiKeys()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "-x", "a b", "é", "x\u0000"})
  void aSoftwareNameOutOfRangeIsRefused(String name) throws Exception {
    ApiVersionsRequestData data =
        new ApiVersionsRequestData().setClientSoftwareName(name).setClientSoftwareVersion("1");
    try (Wire wire = connect()) {
      var answer = (ApiVersionsResponse) wire.ask(new ApiVersionsRequest(data, (short) 3));
      assertThat(answer.data().errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-2, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000_000})
  void anArrayThatLiesAboutItsLengthIsCutOff(int length) throws Exception {
    ByteBuffer metadata = ByteBuffer.allocate(15).put(Wire.header(3, 1)).putInt(length).flip();
    try (Wire wire = connect().frame(metadata)) {
      assertThat(wire.isCutOff()).isTrue();
    }
  }

  @Test
  void aNullWhereNoneMayBeIsCutOff() throws Exception {
    ByteBuffer createTopics =
        ByteBuffer.allocate(20).put(Wire.header(19, 2)).putInt(-1).putInt(1).put((byte) 0).flip();
    try (Wire wire = connect().frame(createTopics)) {
      assertThat(wire.isCutOff()).isTrue();
    }
  }

  @Test
  void bytesBehindARequestOrTooFewOfThemAreCutOff() throws Exception {
    ByteBuffer whole = Wire.request(new ApiVersionsRequest.Builder().build((short) 3), 1);
    for (int length : new int[] {whole.remaining() - 1, whole.remaining() + 1}) {
      byte[] bytes = new byte[length];
      whole.duplicate().get(bytes, 0, Math.min(length, whole.remaining()));
      try (Wire wire = connect().frame(ByteBuffer.wrap(bytes))) {
        assertThat(wire.isCutOff()).as("%d bytes", length).isTrue();
      }
    }
  }

  @Test
  void taggedFieldsThatLieAreCutOff() throws Exception {
    for (byte[] tags :
        List.of(
            new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
            new byte[] {1, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
            new byte[] {2, 5, 0, 5, 0},
            new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1})) {
      ByteBuffer frame = ByteBuffer.allocate(40).put(Wire.header(18, 3)).put(tags).flip();
      try (Wire wire = connect().frame(frame)) {
        assertThat(wire.isCutOff()).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "a\u0000b"})
  void topicNamesOutOfRangeAreInvalid(String name) throws Exception {
    for (String each : List.of(name, "x".repeat(250))) {
      MetadataRequestData data =
          new MetadataRequestData()
              .setAllowAutoTopicCreation(true)
              .setTopics(List.of(new MetadataRequestTopic().setName(each)));
      try (Wire wire = connect()) {
        var answer = (MetadataResponse) wire.ask(new MetadataRequest(data, (short) 9));
        assertThat(answer.data().topics().iterator().next().errorCode())
            .isEqualTo(Errors.INVALID_TOPIC_EXCEPTION.code());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {-1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aPartitionThatIsNotThereIsUnknown(int partition) throws Exception {
    assertThat(produce(partition, batch())).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
  }

  /** A lie in a batch, and what it is called. */
  record Lie(String name, Consumer<ByteBuffer> damage, boolean checksummed, Errors error) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Lie> lies() {
    return Stream.of(
        lie("base offset", b -> b.putLong(0, 7), Errors.INVALID_RECORD),
        lie("negative length", b -> b.putInt(8, -1), Errors.CORRUPT_MESSAGE),
        lie("short length", b -> b.putInt(8, 10), Errors.CORRUPT_MESSAGE),
        lie("magic 3", b -> b.put(16, (byte) 3), Errors.CORRUPT_MESSAGE),
        new Lie("checksum", b -> b.putInt(17, 1), false, Errors.CORRUPT_MESSAGE),
        lie("codec 7", b -> b.putShort(21, (short) 7), Errors.INVALID_RECORD),
        lie("control", b -> b.putShort(21, (short) 0x20), Errors.INVALID_RECORD),
        lie("last offset delta", b -> b.putInt(23, 9), Errors.INVALID_RECORD),
        lie("no records", b -> b.putInt(57, 0), Errors.INVALID_RECORD),
        lie("negative records", b -> b.putInt(57, -5), Errors.INVALID_RECORD),
        lie("too many records", b -> b.putInt(23, 98).putInt(57, 99), Errors.INVALID_RECORD),
        lie("transactional without id", b -> b.putShort(21, (short) 0x10), Errors.INVALID_RECORD),
        lie("producer without epoch", b -> b.putLong(43, 5), Errors.INVALID_RECORD),
        lie("record length", b -> b.put(61, (byte) 0x7f), Errors.INVALID_RECORD),
        lie("negative record length", b -> b.put(61, (byte) 1), Errors.INVALID_RECORD),
        lie("key length", b -> b.put(65, (byte) 0x7e), Errors.INVALID_RECORD),
        lie("negative header count", b -> b.put(69, (byte) 1), Errors.INVALID_RECORD),
        lie("header count", b -> b.put(69, (byte) 0x7e), Errors.INVALID_RECORD));
  }

  private static Lie lie(String name, Consumer<ByteBuffer> damage, Errors error) {
    return new Lie(name, damage, true, error);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aBatchThatLiesIsRefused(Lie lie) throws Exception {
    ByteBuffer batch = batch();
    lie.damage().accept(batch);
    if (lie.checksummed()) {
      batch.putInt(17, (int) Crc32C.compute(batch, 21, batch.limit() - 21));
    }
    assertThat(produce(0, batch)).isEqualTo(lie.error());
  }

  @Test
  void noBatchAndTwoBatchesAreRefused() throws Exception {
    assertThat(produce(0, ByteBuffer.allocate(0))).isEqualTo(Errors.INVALID_RECORD);
    ByteBuffer one = batch();
    ByteBuffer two = ByteBuffer.allocate(2 * one.remaining());
    two.put(one.duplicate()).put(one.duplicate()).flip();
    assertThat(produce(0, two)).isEqualTo(Errors.INVALID_RECORD);
  }

  static Stream<Compression> codecs() {
    return Stream.of(
        Compression.gzip().build(),
        Compression.snappy().build(),
        Compression.lz4().build(),
        Compression.zstd().build());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("codecs")
  void compressedGarbageIsCorrupt(Compression codec) throws Exception {
    ByteBuffer batch =
        MemoryRecords.withRecords(codec, new SimpleRecord(1, new byte[100], new byte[1000]))
            .buffer();
    for (int i = 61; i < batch.limit(); i++) {
      batch.put(i, (byte) (batch.get(i) ^ 0x5a));
    }
    batch.putInt(17, (int) Crc32C.compute(batch, 21, batch.limit() - 21));
    assertThat(produce(0, batch)).isIn(Errors.CORRUPT_MESSAGE, Errors.INVALID_RECORD);
  }

  private static ByteBuffer batch() {
    return MemoryRecords.withRecords(
            Compression.NONE, new SimpleRecord(1, "k".getBytes(), "v".getBytes()))
        .buffer();
  }

  private static Errors produce(int partition, ByteBuffer batch) throws Exception {
    ProduceRequestData data =
        new ProduceRequestData()
            .setAcks((short) -1)
            .setTimeoutMs(10_000)
            .setTopicData(
                new TopicProduceDataCollection(
                    List.of(
                            new TopicProduceData()
                                .setTopicId(topicId)
                                .setPartitionData(
                                    List.of(
                                        new PartitionProduceData()
                                            .setIndex(partition)
                                            .setRecords(MemoryRecords.readableRecords(batch)))))
                        .iterator()));
    try (Wire wire = connect()) {
      var answer = (ProduceResponse) wire.ask(new ProduceRequest(data, (short) 13));
      return Errors.forCode(
          answer.data().responses().iterator().next().partitionResponses().get(0).errorCode());
    }
  }

  @Test
  void aFrameThatIsNeverFinishedHoldsUpNobody() throws Exception {
    ByteBuffer whole = Wire.request(new ApiVersionsRequest.Builder().build((short) 3), 1);
    List<Wire> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        slow.add(connect().send(new byte[] {0, 0, 0, (byte) whole.remaining(), whole.get(0)}));
      }
      assertThat(apis()).isNotEmpty();
      Wire patient = slow.get(0);
      for (int i = 1; i < whole.remaining(); i++) {
        patient.send(whole.get(i));
      }
      assertThat(patient.answer().getInt(0)).isEqualTo(1);
      Wire leaving = slow.get(1);
      leaving.halfClose();
      assertThat(leaving.isCutOff()).isTrue();
    } finally {
      for (Wire each : slow) {
        each.close();
      }
    }
  }

  @Test
  void thousandsOfRequestsAtOnceAreAnsweredInOrder() throws Exception {
    int count = 10_000;
    try (Wire wire = connect()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < count; i++) {
                    wire.frame(Wire.request(new ApiVersionsRequest.Builder().build((short) 0), i));
                  }
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      writer.start();
      for (int i = 0; i < count; i++) {
        assertThat(wire.answer().getInt(0)).isEqualTo(i);
      }
      writer.join();
    }
  }

  @Test
  void randomFramesDoNoHarm() throws Exception {
    Random random = new Random(4711);
    List<ApiVersion> apis = apis();
    for (int i = 0; i < 400; i++) {
      ApiVersion api = apis.get(random.nextInt(apis.size()));
      int versions = api.maxVersion() - api.minVersion() + 1;
      byte[] body = new byte[random.nextInt(200)];
      random.nextBytes(body);
      ByteBuffer frame =
          ByteBuffer.allocate(300)
              .put(Wire.header(api.apiKey(), api.minVersion() + random.nextInt(versions)))
              .put(body)
              .flip();
      try (Wire wire = connect().frame(frame)) {
        wire.halfClose();
      }
    }
  }

  @Test
  void whatACodecWouldBlowUpIsRefused() throws Exception {
    for (Compression codec : codecs().toList()) {
      ByteBuffer batch =
          MemoryRecords.withRecords(codec, new SimpleRecord(1, null, new byte[150 << 20])).buffer();
      assertThat(batch.remaining()).isGreaterThan(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
      assertThat(produce(0, batch)).as("%s", codec).isEqualTo(Errors.MESSAGE_TOO_LARGE);
    }
  }

  private static byte[] bytes(int length, int... more) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * more.length).putInt(length);
    for (int each : more) {
      bytes.putInt(each);
    }
    return bytes.array();
  }
}
