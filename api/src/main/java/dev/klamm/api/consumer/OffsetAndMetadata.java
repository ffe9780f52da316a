package dev.klamm.api.consumer;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An offset to commit, with a text of the user's own beside it.
 *
 * @since 0.1
 */
public final class OffsetAndMetadata implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final String metadata;
  private final @Nullable Integer leaderEpoch;

  /**
   * Builds an offset with all of its parts.
   *
   * @param offset of the record to read next; zero or more
   * @param leaderEpoch of the record read last, if it is known: a log that was cut is recognised by
   *     it
   * @param metadata a text that the broker keeps, or null for an empty one; the broker limits its
   *     length
   * @throws IllegalArgumentException if the offset is negative
   */
  public OffsetAndMetadata(long offset, Optional<Integer> leaderEpoch, @Nullable String metadata) {
    if (offset < 0) {
      throw new IllegalArgumentException("offset is " + offset + ", but must be 0 or more");
    }
    this.offset = offset;
    this.leaderEpoch = leaderEpoch.orElse(null);
    this.metadata = metadata == null ? "" : metadata;
  }

  public OffsetAndMetadata(long offset, @Nullable String metadata) {
    this(offset, Optional.empty(), metadata);
  }

  public OffsetAndMetadata(long offset) {
    this(offset, "");
  }

  public long offset() {
    return offset;
  }

  public String metadata() {
    return metadata;
  }

  /** Empty if it is not known; a negative one counts as not known. */
  public Optional<Integer> leaderEpoch() {
    return leaderEpoch == null || leaderEpoch < 0 ? Optional.empty() : Optional.of(leaderEpoch);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OffsetAndMetadata that
        && offset == that.offset
        && metadata.equals(that.metadata)
        && Objects.equals(leaderEpoch, that.leaderEpoch);
  }

  @Override
  public int hashCode() {
    return Objects.hash(offset, metadata, leaderEpoch);
  }

  @Override
  public String toString() {
    return "OffsetAndMetadata{offset="
        + offset
        + ", leaderEpoch="
        + leaderEpoch
        + ", metadata='"
        + metadata
        + "'}";
  }
}
