package dev.klamm.api.producer;

import dev.klamm.api.config.ClientKeys;
import dev.klamm.api.config.Component;
import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.KafkaKeyNames;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.serde.Serializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The producer's keys: Kafka's names and defaults, and Klamm's own. */
@SuppressWarnings("rawtypes") // a class object cannot carry type arguments
final class ProducerKeys {
  private static final String NO_OUTSIDE_COORDINATOR =
      "who decides about a transaction is its producer";
  private static final String STICKY =
      "the sticky partition is drawn at random among those that have a leader";

  static final ConfigKey<Acks> ACKS =
      ConfigKey.of("acks", AcksType.INSTANCE)
          .defaultTo(Acks.ALL)
          .low()
          .doc("How many brokers must have a record before it counts as sent: 0, 1 or all.");

  static final ConfigKey<Boolean> ENABLE_IDEMPOTENCE =
      ConfigKey.bool("enable.idempotence")
          .defaultTo(true)
          .low()
          .doc(
              "Whether repeats are kept from causing duplicates and from changing the order. Needs acks=all.");

  static final ConfigKey<Component<Serializer>> KEY_SERIALIZER =
      ConfigKey.component("key.serializer", Serializer.class).high().doc("Turns keys into bytes.");

  static final ConfigKey<Component<Serializer>> VALUE_SERIALIZER =
      ConfigKey.component("value.serializer", Serializer.class)
          .high()
          .doc("Turns values into bytes.");

  static final ConfigKey<Duration> LINGER =
      ConfigKey.millis("linger.ms")
          .defaultTo(Duration.ofMillis(5))
          .atLeast(0)
          .doc("How long a batch waits for more records before it is sent though it is not full.");

  static final ConfigKey<Integer> BATCH_SIZE =
      ConfigKey.int32("batch.size")
          .defaultTo(16 * 1024)
          .atLeast(0)
          .doc(
              "How many bytes a batch of one partition may have before it is sent; 0 sends each record by itself.");

  static final ConfigKey<Integer> MAX_REQUEST_SIZE =
      ConfigKey.int32("max.request.size")
          .defaultTo(1024 * 1024)
          .atLeast(0)
          .doc("The most bytes of one request and of one record before it is compressed.");

  static final ConfigKey<Long> BUFFER_MEMORY =
      ConfigKey.int64("buffer.memory")
          .defaultTo(32L * 1024 * 1024)
          .atLeast(0)
          .high()
          .doc("How many bytes of records the producer holds that have no outcome yet.");

  static final ConfigKey<BufferFullPolicy> BUFFER_FULL =
      ConfigKey.choice("klamm.producer.buffer.full", BufferFullPolicy.class)
          .defaultTo(BufferFullPolicy.FAIL)
          .doc(
              "What send does when buffer.memory is used up: 'fail' the record at once, 'wait' up to max.block.ms, or 'drop' the oldest that are not sent yet.");

  static final ConfigKey<Duration> MAX_BLOCK =
      ConfigKey.millis("max.block.ms")
          .defaultTo(Duration.ofMinutes(1))
          .atLeast(0)
          .doc(
              "How long partitionsFor waits for metadata, the calls of a transaction for their outcome, and send for room if klamm.producer.buffer.full is 'wait'.");

  static final ConfigKey<Duration> DELIVERY_TIMEOUT =
      ConfigKey.millis("delivery.timeout.ms")
          .defaultTo(Duration.ofMinutes(2))
          .atLeast(0)
          .doc(
              "Within what time from send every record has its outcome. At least linger.ms + request.timeout.ms.");

  static final ConfigKey<Integer> MAX_IN_FLIGHT =
      ConfigKey.int32("max.in.flight.requests.per.connection")
          .defaultTo(5)
          .atLeast(1)
          .low()
          .doc(
              "How many requests a connection carries that have no answer yet. At most 5 with idempotence.");

  static final ConfigKey<Integer> RETRIES =
      ConfigKey.int32("retries")
          .defaultTo(Integer.MAX_VALUE)
          .atLeast(0)
          .high()
          .doc("How often a batch is sent again; best left to delivery.timeout.ms.");

  static final ConfigKey<CompressionType> COMPRESSION_TYPE =
      ConfigKey.choice("compression.type", CompressionType.class, CompressionType::toString)
          .defaultTo(CompressionType.NONE)
          .high()
          .doc("How batches are compressed.");

  static final ConfigKey<Integer> GZIP_LEVEL =
      ConfigKey.int32("compression.gzip.level")
          .defaultTo(-1)
          .allow("from 1 to 9, or -1", level -> level == -1 || level >= 1 && level <= 9)
          .doc("How hard gzip works; -1 leaves it to the library.");

  static final ConfigKey<Integer> LZ4_LEVEL =
      ConfigKey.int32("compression.lz4.level")
          .defaultTo(9)
          .between(1, 17)
          .doc("How hard lz4 works.");

  static final ConfigKey<Integer> ZSTD_LEVEL =
      ConfigKey.int32("compression.zstd.level")
          .defaultTo(3)
          .between(-131072, 22)
          .doc("How hard zstd works.");

  static final ConfigKey<Component<Partitioner>> PARTITIONER =
      ConfigKey.component("partitioner.class", Partitioner.class)
          .doc(
              "Chooses the partition of records that name none; by default by the key, as Kafka's clients do.");

  static final ConfigKey<Boolean> PARTITIONER_IGNORE_KEYS =
      ConfigKey.bool("partitioner.ignore.keys")
          .defaultTo(false)
          .doc("Whether the default partitioner treats every record as one without a key.");

  static final ConfigKey<List<Component<ProducerInterceptor>>> INTERCEPTORS =
      ConfigKey.components("interceptor.classes", ProducerInterceptor.class, Map.of())
          .defaultTo(List.of())
          .low()
          .doc("See every record and every outcome, in this order.");

  static final ConfigKey<String> TRANSACTIONAL_ID =
      ConfigKey.text("transactional.id")
          .notEmpty()
          .low()
          .doc(
              "Makes the producer a transactional one, and names it: of all producers with one id only the newest goes on.");

  static final ConfigKey<Duration> TRANSACTION_TIMEOUT =
      ConfigKey.millis("transaction.timeout.ms")
          .defaultTo(Duration.ofMinutes(1))
          .atLeast(1)
          .low()
          .doc(
              "After how long the broker aborts a transaction by itself; at most transaction.max.timeout.ms of the broker.");

  private static final List<ConfigKey<?>> HONOURED =
      List.of(
          ACKS,
          ENABLE_IDEMPOTENCE,
          KEY_SERIALIZER,
          VALUE_SERIALIZER,
          LINGER,
          BATCH_SIZE,
          MAX_REQUEST_SIZE,
          BUFFER_MEMORY,
          BUFFER_FULL,
          MAX_BLOCK,
          DELIVERY_TIMEOUT,
          MAX_IN_FLIGHT,
          RETRIES,
          COMPRESSION_TYPE,
          GZIP_LEVEL,
          LZ4_LEVEL,
          ZSTD_LEVEL,
          PARTITIONER,
          PARTITIONER_IGNORE_KEYS,
          INTERCEPTORS,
          TRANSACTIONAL_ID,
          TRANSACTION_TIMEOUT,
          ConfigKey.text(JsonFieldPartitioner.FIELD_CONFIG)
              .notEmpty()
              .low()
              .doc(
                  "The field that JsonFieldPartitioner partitions by; its parts are separated by dots."),
          ClientKeys.receiveBuffer(32 * 1024));

  private static final List<ConfigKey<?>> OTHERS =
      List.of(
          ConfigKey.bool("transaction.two.phase.commit.enable")
              .defaultTo(false)
              .low()
              .refused(NO_OUTSIDE_COORDINATOR)
              .doc("Whether an outside coordinator decides about transactions."),
          ConfigKey.bool("partitioner.adaptive.partitioning.enable")
              .defaultTo(true)
              .low()
              .withoutEffect(STICKY)
              .doc("Whether slow brokers get fewer of the records that may go anywhere."),
          ConfigKey.millis("partitioner.availability.timeout.ms")
              .defaultTo(Duration.ZERO)
              .atLeast(0)
              .low()
              .withoutEffect(STICKY)
              .doc("After how long a partition that takes no records counts as not available."),
          ConfigKey.bool("partitioner.rack.aware")
              .defaultTo(false)
              .low()
              .withoutEffect(STICKY)
              .doc("Whether records that may go anywhere go to leaders in the same rack."),
          ConfigKey.text("client.rack")
              .defaultTo("")
              .low()
              .withoutEffect(STICKY)
              .doc("Where this producer runs."),
          ConfigKey.text("buffer.memory.allocation.strategy")
              .defaultTo("full")
              .withoutEffect("batches take memory as they grow")
              .doc("Whether a batch takes all of its memory at once."),
          ConfigKey.millis("metadata.max.idle.ms")
              .defaultTo(Duration.ofMinutes(5))
              .atLeast(5000)
              .low()
              .withoutEffect("metadata of a topic is kept as long as the producer is open")
              .doc("After how long without records the metadata of a topic is forgotten."),
          ConfigKey.bool("enable.metrics.push")
              .defaultTo(true)
              .low()
              .withoutEffect("metrics are not pushed yet")
              .doc("Whether to send metrics to the broker (KIP-714)."));

  static final ConfigDefinition DEFINITION =
      ConfigDefinition.of(all()).besides(KafkaKeyNames.OF_SOME_CLIENT);

  private ProducerKeys() {}

  private static List<ConfigKey<?>> all() {
    return ClientKeys.with(HONOURED, OTHERS);
  }
}
