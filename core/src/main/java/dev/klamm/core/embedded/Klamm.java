package dev.klamm.core.embedded;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.core.broker.BrokerSettings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where embedded use begins:
 *
 * <pre>{@code
 * try (EmbeddedKlamm klamm = Klamm.embedded()) {
 *   Producer<String, String> producer = klamm.producer(Serdes.String(), Serdes.String());
 *   Consumer<String, String> consumer = klamm.consumer("group", Serdes.String(), Serdes.String());
 * }
 * }</pre>
 *
 * <p>Or without a word of code: a client whose {@code bootstrap.servers} is {@code klamm:memory},
 * {@code klamm:memory:orders} or {@code klamm:file:/data} speaks to the broker of that address in
 * this process, which starts with its first client. The same application speaks to a cluster when
 * the address is {@code host:9092}.
 *
 * @since 0.1
 */
public final class Klamm {
  private Klamm() {}

  /** A broker that keeps everything in memory, and forgets it when it is closed. */
  public static EmbeddedKlamm embedded() {
    return builder().start();
  }

  /**
   * A broker on a store of your choice. What a store keeps is there again when it is embedded the
   * next time.
   *
   * @param storage opened now, closed with the broker
   * @throws dev.klamm.api.storage.StorageException when the store cannot be opened
   */
  public static EmbeddedKlamm embedded(StorageBackend storage) {
    return builder().storage(storage).start();
  }

  /**
   * A broker on the store that an address names: {@code klamm:memory}, or {@code klamm:file:/data}
   * with the artifact {@code klamm-storage-file} on the class path.
   *
   * @throws IllegalArgumentException if there is no such store, naming those that are there
   * @throws dev.klamm.api.storage.StorageException when the store cannot be opened
   */
  public static EmbeddedKlamm embedded(String address) {
    return builder().storage(address).start();
  }

  /**
   * Ends the broker that clients with this address in {@code bootstrap.servers} share, and closes
   * what they reach it by. What was in memory is gone, and the next client begins with nothing; a
   * store that lasts is there again. Nothing happens if there is no such broker.
   *
   * @param address such as {@code klamm:memory}
   */
  public static void close(String address) {
    SharedBrokers.close(address);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects what differs from the plain case. Not safe for use by several threads. */
  public static final class Builder {
    private final Map<String, String> properties = new HashMap<>();
    private @Nullable StorageBackend storage;
    private String address = "klamm:memory";
    private String threadPrefix = "klamm";

    private Builder() {}

    /** See {@link Klamm#embedded(StorageBackend)}. */
    public Builder storage(StorageBackend backend) {
      storage = backend;
      return this;
    }

    /** See {@link Klamm#embedded(String)}. */
    public Builder storage(String at) {
      storage = null;
      address = at;
      return this;
    }

    /**
     * Sets one of the broker's keys, such as {@code num.partitions}. {@code listeners} is not among
     * them: clients of this process need none, and {@link EmbeddedKlamm#listen(int)} adds one for
     * others.
     */
    public Builder set(String key, String value) {
      properties.put(key, value);
      return this;
    }

    /** What the names of all threads begin with; {@code klamm} if it is not said. */
    public Builder threadPrefix(String prefix) {
      threadPrefix = prefix;
      return this;
    }

    /**
     * A broker that serves once this returns.
     *
     * @throws dev.klamm.api.error.ConfigException naming every key that is wrong
     */
    public EmbeddedKlamm start() {
      BrokerSettings settings = EmbeddedSettings.of(properties);
      StorageBackend chosen = storage;
      return new EmbeddedKlamm(
          chosen == null ? StorageAddress.open(address, properties) : chosen,
          settings,
          threadPrefix);
    }
  }
}
