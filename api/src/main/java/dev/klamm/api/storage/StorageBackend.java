package dev.klamm.api.storage;

import java.util.Set;

/**
 * A kind of store with its settings: complete after construction, opened any number of times, one
 * after another.
 *
 * <p>Construct one by hand, or have a {@link StorageProvider} do so from configuration.
 * Implementations are immutable and safe for any thread.
 *
 * @since 0.1
 */
public interface StorageBackend {

  /** Short and lower case, the scheme of its address: {@code memory}, {@code file}. */
  String name();

  /**
   * Where its stores are, for people to read: a directory, or what comes nearest to one. Kafka's
   * tools show it as the name of the log directory. Never empty.
   */
  default String location() {
    return name();
  }

  /**
   * The size in bytes of the volume that its stores are on, and -1 where there is no such thing or
   * it cannot be told. Asked now and then, on an event loop: it must not take long.
   *
   * @since 0.1
   */
  default long totalBytes() {
    return -1;
  }

  /**
   * How many bytes of {@link #totalBytes} this process may still fill, and -1 where that cannot be
   * told.
   *
   * @since 0.1
   */
  default long usableBytes() {
    return -1;
  }

  Set<StorageCapability> capabilities();

  /** The strongest level that its stores reach. */
  Durability strongestDurability();

  /**
   * Opens the store, recovers it if need be, and takes exclusive hold of it. Blocks while it
   * recovers.
   *
   * @throws StoreLockedException when another process or store object holds it; nothing was touched
   * @throws UnsupportedFormatException when it was written by a newer version or by something else;
   *     nothing was touched
   * @throws CorruptStoreException when it is damaged beyond a torn tail; nothing was touched
   * @throws StorageException when it cannot be read or written at all
   */
  LogStore open(StorageContext context);
}
