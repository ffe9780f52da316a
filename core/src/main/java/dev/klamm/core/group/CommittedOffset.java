package dev.klamm.core.group;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.coordinator.StateReader;
import dev.klamm.core.coordinator.StateWriter;

/**
 * How far a group has come in a partition. Its bytes, format 1:
 *
 * <pre>
 *   offset int64, leader epoch int32, metadata text, commit time int64, expire time int64, topic id 2 x int64
 * </pre>
 *
 * @param offset the next record to read
 * @param leaderEpoch the epoch of the last record read, or -1
 * @param metadata the member's own text
 * @param commitTimestampMs when it was committed
 * @param expireTimestampMs when it is to be forgotten by wish of the client (requests up to version
 *     4), or {@link #NO_EXPIRY}
 * @param topicId the topic it belongs to: one that was created again under the same name has not
 *     been read
 */
public record CommittedOffset(
    long offset,
    int leaderEpoch,
    String metadata,
    long commitTimestampMs,
    long expireTimestampMs,
    Uuid topicId) {
  static final long NO_EXPIRY = -1;
  private static final int FORMAT = 1;

  byte[] toBytes() {
    return new StateWriter(FORMAT)
        .int64(offset)
        .int32(leaderEpoch)
        .text(metadata)
        .int64(commitTimestampMs)
        .int64(expireTimestampMs)
        .int64(topicId.mostSignificantBits())
        .int64(topicId.leastSignificantBits())
        .toBytes();
  }

  static CommittedOffset fromBytes(GroupKeys.OffsetKey key, byte[] value) {
    StateReader in =
        new StateReader(
            "the offset of group '" + key.groupId() + "' in " + key.partition(), value, FORMAT);
    CommittedOffset read =
        new CommittedOffset(
            in.int64(),
            in.int32(),
            in.text(),
            in.int64(),
            in.int64(),
            new Uuid(in.int64(), in.int64()));
    in.end();
    return read;
  }

  /**
   * Whether it is to be forgotten.
   *
   * @param idleSinceMs from when the retention counts
   */
  boolean isExpired(long nowMs, long idleSinceMs, long retentionMs) {
    return expireTimestampMs == NO_EXPIRY
        ? nowMs - idleSinceMs >= retentionMs
        : nowMs >= expireTimestampMs;
  }
}
