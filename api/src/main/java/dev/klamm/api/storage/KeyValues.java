package dev.klamm.api.storage;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ordered keys and their values, as of the last accepted commit. Keys are ordered as unsigned
 * bytes, shorter first; a key has 1 to {@link #MAX_KEY_BYTES} bytes, a value 0 to {@link
 * #MAX_VALUE_BYTES}. Any thread may read.
 *
 * @since 0.1
 */
public interface KeyValues {

  int MAX_KEY_BYTES = 64 * 1024;
  int MAX_VALUE_BYTES = 64 * 1024 * 1024;

  /** The key's value, or null when it has none. The caller may keep but not change it. */
  byte @Nullable [] get(byte[] key);

  /**
   * Gives every key from {@code from} (inclusive) to {@code to} (exclusive, or null for no bound)
   * with its value to {@code each}, in order. Commits made meanwhile may or may not be seen.
   */
  void scan(byte[] from, byte @Nullable [] to, BiConsumer<byte[], byte[]> each);
}
