package dev.klamm.api.producer;

import dev.klamm.api.config.ClientSettings;
import dev.klamm.api.config.ClientSettingsBuilder;
import dev.klamm.api.config.Component;
import dev.klamm.api.config.Settings;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.serde.Serializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of a producer. They never change. A map of Kafka's keys and the builder lead
 * to the same settings.
 *
 * @since 0.1
 */
@SuppressWarnings("rawtypes") // the settings do not know the types of keys and values
public final class ProducerSettings {
  /**
   * How many requests without an answer an idempotent producer may have: the broker remembers as
   * many batches.
   */
  static final int MOST_IN_FLIGHT_WITH_IDEMPOTENCE = 5;

  private final Settings settings;
  private final boolean idempotent;
  private final Duration deliveryTimeout;

  private ProducerSettings(Settings settings) {
    this.settings = settings;
    this.idempotent = decideIdempotence(settings);
    refuseDroppingInTransactions(settings);
    this.deliveryTimeout = decideDeliveryTimeout(settings);
  }

  /**
   * Reads a map of Kafka's keys.
   *
   * @throws ConfigException if anything in it is not allowed; the message names every mistake
   */
  public static ProducerSettings of(Map<String, ?> given) {
    return new ProducerSettings(ProducerKeys.DEFINITION.parse(given));
  }

  /**
   * Reads properties with Kafka's keys.
   *
   * @throws ConfigException if anything in them is not allowed; the message names every mistake
   */
  public static ProducerSettings of(Properties given) {
    return new ProducerSettings(ProducerKeys.DEFINITION.parse(given));
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Idempotence that was not asked for gives way to other settings; idempotence that was asked for
   * does not.
   */
  private static boolean decideIdempotence(Settings settings) {
    boolean transactional = settings.get(ProducerKeys.TRANSACTIONAL_ID) != null;
    if (!settings.get(ProducerKeys.ENABLE_IDEMPOTENCE)) {
      if (transactional) {
        throw new ConfigException(
            "transactional.id is set, but enable.idempotence is false: it must be true");
      }
      return false;
    }
    String conflict = conflictWithIdempotence(settings);
    if (conflict == null) {
      return true;
    }
    if (transactional) {
      throw new ConfigException("transactional.id is set, but " + conflict);
    }
    if (settings.isSet(ProducerKeys.ENABLE_IDEMPOTENCE)) {
      throw new ConfigException("enable.idempotence is true, but " + conflict);
    }
    return false;
  }

  private static void refuseDroppingInTransactions(Settings settings) {
    if (settings.get(ProducerKeys.TRANSACTIONAL_ID) != null
        && settings.get(ProducerKeys.BUFFER_FULL) == BufferFullPolicy.DROP) {
      throw new ConfigException(
          "transactional.id is set, but klamm.producer.buffer.full is drop: a transaction must be whole, so it must be fail or wait");
    }
  }

  private static @Nullable String conflictWithIdempotence(Settings settings) {
    if (settings.get(ProducerKeys.ACKS) != Acks.ALL) {
      return "acks is " + settings.get(ProducerKeys.ACKS) + ": it must be all";
    }
    if (settings.get(ProducerKeys.RETRIES) == 0) {
      return "retries is 0: it must be 1 or more";
    }
    int inFlight = settings.get(ProducerKeys.MAX_IN_FLIGHT);
    return inFlight > MOST_IN_FLIGHT_WITH_IDEMPOTENCE
        ? "max.in.flight.requests.per.connection is " + inFlight + ": it must be 5 or less"
        : null;
  }

  /**
   * A limit that nobody asked for grows to what the others need; one that was asked for must be
   * enough.
   */
  private static Duration decideDeliveryTimeout(Settings settings) {
    Duration set = settings.get(ProducerKeys.DELIVERY_TIMEOUT);
    Duration least =
        settings.get(ProducerKeys.LINGER).plus(new ClientSettings(settings).requestTimeout());
    if (set.compareTo(least) >= 0) {
      return set;
    }
    if (settings.isSet(ProducerKeys.DELIVERY_TIMEOUT)) {
      throw new ConfigException(
          "delivery.timeout.ms is %d, but must be at least linger.ms + request.timeout.ms, which is %d"
              .formatted(set.toMillis(), least.toMillis()));
    }
    return least;
  }

  /** Addresses, connections and repeats. */
  public ClientSettings client() {
    return new ClientSettings(settings);
  }

  /** Every key with its value, and the user's own map. */
  public Settings settings() {
    return settings;
  }

  public Acks acks() {
    return settings.get(ProducerKeys.ACKS);
  }

  /**
   * Whether the producer is idempotent: as set, or by default unless acks, retries or requests in
   * flight forbid it.
   */
  public boolean isIdempotent() {
    return idempotent;
  }

  /** The serializer of keys, or empty if the user hands one to the producer. */
  public Optional<Component<Serializer>> keySerializer() {
    return Optional.ofNullable(settings.get(ProducerKeys.KEY_SERIALIZER));
  }

  /** The serializer of values, or empty if the user hands one to the producer. */
  public Optional<Component<Serializer>> valueSerializer() {
    return Optional.ofNullable(settings.get(ProducerKeys.VALUE_SERIALIZER));
  }

  public Duration linger() {
    return settings.get(ProducerKeys.LINGER);
  }

  /** In bytes; 0 or more. */
  public int batchSize() {
    return settings.get(ProducerKeys.BATCH_SIZE);
  }

  /** In bytes; 0 or more. */
  public int maxRequestSize() {
    return settings.get(ProducerKeys.MAX_REQUEST_SIZE);
  }

  /** In bytes; 0 or more. */
  public long bufferMemory() {
    return settings.get(ProducerKeys.BUFFER_MEMORY);
  }

  public BufferFullPolicy bufferFullPolicy() {
    return settings.get(ProducerKeys.BUFFER_FULL);
  }

  public Duration maxBlock() {
    return settings.get(ProducerKeys.MAX_BLOCK);
  }

  /**
   * At least the sum of {@link #linger()} and the request time-out: it grows to that unless the
   * user set it.
   */
  public Duration deliveryTimeout() {
    return deliveryTimeout;
  }

  /** 1 or more; at most 5 if the producer is idempotent. */
  public int maxInFlightRequestsPerConnection() {
    return settings.get(ProducerKeys.MAX_IN_FLIGHT);
  }

  /** 0 or more. */
  public int retries() {
    return settings.get(ProducerKeys.RETRIES);
  }

  public CompressionType compressionType() {
    return settings.get(ProducerKeys.COMPRESSION_TYPE);
  }

  /**
   * How hard the chosen codec works; -1 leaves it to the codec, which is also the answer for one
   * without levels.
   */
  public int compressionLevel() {
    return switch (compressionType()) {
      case NONE, SNAPPY -> -1;
      case GZIP -> settings.get(ProducerKeys.GZIP_LEVEL);
      case LZ4 -> settings.get(ProducerKeys.LZ4_LEVEL);
      case ZSTD -> settings.get(ProducerKeys.ZSTD_LEVEL);
    };
  }

  /**
   * The partitioner: the one that the user chose, or the default one, which {@code
   * partitioner.ignore.keys} decides.
   */
  public Component<Partitioner> partitioner() {
    Component<Partitioner> chosen = settings.get(ProducerKeys.PARTITIONER);
    if (chosen != null) {
      return chosen;
    }
    return settings.get(ProducerKeys.PARTITIONER_IGNORE_KEYS)
        ? Component.ofClass(StickyPartitioner.class)
        : Component.ofClass(DefaultPartitioner.class);
  }

  /** What makes the producer a transactional one, or empty. */
  public Optional<String> transactionalId() {
    return Optional.ofNullable(settings.get(ProducerKeys.TRANSACTIONAL_ID));
  }

  /** After how long the broker aborts a transaction by itself; in whole milliseconds. */
  public Duration transactionTimeout() {
    return settings.get(ProducerKeys.TRANSACTION_TIMEOUT);
  }

  /** In the order in which they run. */
  public List<Component<ProducerInterceptor>> interceptors() {
    return settings.get(ProducerKeys.INTERCEPTORS);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProducerSettings that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** All keys and values, secrets hidden. */
  @Override
  public String toString() {
    return "ProducerSettings" + settings;
  }

  /** Builds settings without names of keys. Not safe for use by several threads. */
  public static final class Builder extends ClientSettingsBuilder<Builder> {
    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    /** {@code acks}. */
    public Builder acks(Acks acks) {
      return set(ProducerKeys.ACKS.name(), acks);
    }

    /** {@code enable.idempotence}. */
    public Builder idempotent(boolean on) {
      return set(ProducerKeys.ENABLE_IDEMPOTENCE.name(), on);
    }

    /** {@code key.serializer}. */
    public Builder keySerializer(Serializer<?> serializer) {
      return set(ProducerKeys.KEY_SERIALIZER.name(), serializer);
    }

    /** {@code value.serializer}. */
    public Builder valueSerializer(Serializer<?> serializer) {
      return set(ProducerKeys.VALUE_SERIALIZER.name(), serializer);
    }

    /** {@code linger.ms}. */
    public Builder linger(Duration time) {
      return set(ProducerKeys.LINGER.name(), time);
    }

    /** {@code batch.size}. */
    public Builder batchSize(int bytes) {
      return set(ProducerKeys.BATCH_SIZE.name(), bytes);
    }

    /** {@code max.request.size}. */
    public Builder maxRequestSize(int bytes) {
      return set(ProducerKeys.MAX_REQUEST_SIZE.name(), bytes);
    }

    /** {@code buffer.memory}. */
    public Builder bufferMemory(long bytes) {
      return set(ProducerKeys.BUFFER_MEMORY.name(), bytes);
    }

    /** {@code klamm.producer.buffer.full}. */
    public Builder whenBufferFull(BufferFullPolicy policy) {
      return set(ProducerKeys.BUFFER_FULL.name(), policy);
    }

    /** {@code max.block.ms}. */
    public Builder maxBlock(Duration time) {
      return set(ProducerKeys.MAX_BLOCK.name(), time);
    }

    /** {@code delivery.timeout.ms}. */
    public Builder deliveryTimeout(Duration time) {
      return set(ProducerKeys.DELIVERY_TIMEOUT.name(), time);
    }

    /** {@code max.in.flight.requests.per.connection}. */
    public Builder maxInFlightRequestsPerConnection(int requests) {
      return set(ProducerKeys.MAX_IN_FLIGHT.name(), requests);
    }

    /** {@code retries}. */
    public Builder retries(int times) {
      return set(ProducerKeys.RETRIES.name(), times);
    }

    /** {@code compression.type}. */
    public Builder compression(CompressionType type) {
      return set(ProducerKeys.COMPRESSION_TYPE.name(), type);
    }

    /** {@code transactional.id}. */
    public Builder transactionalId(String id) {
      return set(ProducerKeys.TRANSACTIONAL_ID.name(), id);
    }

    /** {@code transaction.timeout.ms}. */
    public Builder transactionTimeout(Duration time) {
      return set(ProducerKeys.TRANSACTION_TIMEOUT.name(), time);
    }

    /** {@code partitioner.class}. */
    public Builder partitioner(Partitioner partitioner) {
      return set(ProducerKeys.PARTITIONER.name(), partitioner);
    }

    /** {@code interceptor.classes}. */
    public Builder interceptors(List<? extends ProducerInterceptor<?, ?>> interceptors) {
      return set(ProducerKeys.INTERCEPTORS.name(), interceptors);
    }

    /**
     * Checks all that was set.
     *
     * @throws ConfigException if anything is not allowed; the message names every mistake
     */
    public ProducerSettings build() {
      return of(given());
    }
  }
}
