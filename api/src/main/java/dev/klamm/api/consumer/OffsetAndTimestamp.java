package dev.klamm.api.consumer;

import java.util.Optional;

/**
 * A record's offset and timestamp, as found by time.
 *
 * @param offset zero or more
 * @param timestamp in milliseconds since 1970; zero or more
 * @param leaderEpoch the epoch of the leader that wrote the record, if it is known
 * @since 0.1
 */
public record OffsetAndTimestamp(long offset, long timestamp, Optional<Integer> leaderEpoch) {
  public OffsetAndTimestamp {
    if (offset < 0 || timestamp < 0) {
      throw new IllegalArgumentException(
          "offset " + offset + " and timestamp " + timestamp + " must be 0 or more");
    }
  }

  public OffsetAndTimestamp(long offset, long timestamp) {
    this(offset, timestamp, Optional.empty());
  }
}
