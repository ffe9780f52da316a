package dev.klamm.api.record;

import org.jspecify.annotations.Nullable;

/**
 * The headers of one record, in the order in which they were added. Names may repeat.
 *
 * <p>Not safe for use by several threads while it is being changed. The headers of a record that
 * was handed to a producer are read-only from then on: a change throws {@link
 * IllegalStateException}.
 *
 * @since 0.1
 */
public interface Headers extends Iterable<Header> {
  /**
   * Adds a header at the end and returns this.
   *
   * @throws IllegalStateException if the headers are read-only
   */
  Headers add(Header header);

  /**
   * Adds a header at the end and returns this. The value is not copied.
   *
   * @throws IllegalStateException if the headers are read-only
   */
  Headers add(String key, byte @Nullable [] value);

  /**
   * Removes every header of this name and returns this.
   *
   * @throws IllegalStateException if the headers are read-only
   */
  Headers remove(String key);

  /** The header of this name that was added last, or null if there is none. */
  @Nullable Header lastHeader(String key);

  /** All headers of this name, in the order in which they were added. */
  Iterable<Header> headers(String key);

  /** All headers, in the order in which they were added, in a fresh array. */
  Header[] toArray();
}
