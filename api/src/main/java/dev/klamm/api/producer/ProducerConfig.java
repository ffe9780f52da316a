package dev.klamm.api.producer;

import dev.klamm.api.config.CommonClientConfigs;
import dev.klamm.api.config.ConfigDefinition;
import java.util.Set;

/**
 * The names of the producer's keys, for those who write {@code
 * props.put(ProducerConfig.ACKS_CONFIG, "all")}. {@link ProducerSettings} reads such a map, and its
 * builder sets the same without names.
 *
 * @since 0.1
 */
public final class ProducerConfig extends CommonClientConfigs {
  public static final String ACKS_CONFIG = "acks";
  public static final String BATCH_SIZE_CONFIG = "batch.size";
  public static final String BUFFER_MEMORY_CONFIG = "buffer.memory";
  public static final String BUFFER_MEMORY_ALLOCATION_STRATEGY_CONFIG =
      "buffer.memory.allocation.strategy";
  public static final String COMPRESSION_GZIP_LEVEL_CONFIG = "compression.gzip.level";
  public static final String COMPRESSION_LZ4_LEVEL_CONFIG = "compression.lz4.level";
  public static final String COMPRESSION_TYPE_CONFIG = "compression.type";
  public static final String COMPRESSION_ZSTD_LEVEL_CONFIG = "compression.zstd.level";
  public static final String DELIVERY_TIMEOUT_MS_CONFIG = "delivery.timeout.ms";
  public static final String ENABLE_IDEMPOTENCE_CONFIG = "enable.idempotence";
  public static final String INTERCEPTOR_CLASSES_CONFIG = "interceptor.classes";
  public static final String KEY_SERIALIZER_CLASS_CONFIG = "key.serializer";
  public static final String LINGER_MS_CONFIG = "linger.ms";
  public static final String MAX_BLOCK_MS_CONFIG = "max.block.ms";
  public static final String MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION =
      "max.in.flight.requests.per.connection";
  public static final String MAX_REQUEST_SIZE_CONFIG = "max.request.size";
  public static final String METADATA_MAX_IDLE_CONFIG = "metadata.max.idle.ms";
  public static final String PARTITIONER_ADAPTIVE_PARTITIONING_ENABLE_CONFIG =
      "partitioner.adaptive.partitioning.enable";
  public static final String PARTITIONER_AVAILABILITY_TIMEOUT_MS_CONFIG =
      "partitioner.availability.timeout.ms";
  public static final String PARTITIONER_CLASS_CONFIG = "partitioner.class";
  public static final String PARTITIONER_IGNORE_KEYS_CONFIG = "partitioner.ignore.keys";
  public static final String PARTITIONER_RACK_AWARE_CONFIG = "partitioner.rack.aware";
  public static final String RETRIES_CONFIG = "retries";
  public static final String TRANSACTION_TIMEOUT_CONFIG = "transaction.timeout.ms";
  public static final String TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG =
      "transaction.two.phase.commit.enable";
  public static final String TRANSACTIONAL_ID_CONFIG = "transactional.id";
  public static final String VALUE_SERIALIZER_CLASS_CONFIG = "value.serializer";

  /** What {@code send} does when {@code buffer.memory} is used up; see {@link BufferFullPolicy}. */
  public static final String BUFFER_FULL_CONFIG = "klamm.producer.buffer.full";

  private ProducerConfig() {}

  /** All keys of the producer, with types, defaults and descriptions. */
  public static ConfigDefinition definition() {
    return ProducerKeys.DEFINITION;
  }

  /** The names of all keys. */
  public static Set<String> configNames() {
    return ProducerKeys.DEFINITION.names();
  }
}
