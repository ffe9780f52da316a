package dev.klamm.core.broker.fetch;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.protocol.message.FetchRequest.FetchPartition;

/**
 * One partition that a client fetches from, and what it was last told of it. Within a session it
 * lives from fetch to fetch; used by one fetch at a time.
 */
public final class FetchTarget {

  /** Nothing was told yet. */
  private static final long NEVER = -2;

  private final Key key;
  private long fetchOffset;
  private int maxBytes;
  private int currentLeaderEpoch;
  private int lastFetchedEpoch;
  private long toldHighWatermark = NEVER;
  private long toldStartOffset = NEVER;

  /**
   * A partition as clients name it: before version 13 by topic name, then by topic id.
   *
   * @param topic empty when named by id
   */
  public record Key(String topic, Uuid topicId, int partition) {}

  public FetchTarget(Key key, FetchPartition asked) {
    this.key = key;
    update(asked);
  }

  void update(FetchPartition asked) {
    fetchOffset = asked.fetchOffset();
    maxBytes = asked.partitionMaxBytes();
    currentLeaderEpoch = asked.currentLeaderEpoch();
    lastFetchedEpoch = asked.lastFetchedEpoch();
  }

  Key key() {
    return key;
  }

  long fetchOffset() {
    return fetchOffset;
  }

  int maxBytes() {
    return maxBytes;
  }

  int currentLeaderEpoch() {
    return currentLeaderEpoch;
  }

  int lastFetchedEpoch() {
    return lastFetchedEpoch;
  }

  /** Whether the client does not know these yet. */
  boolean isNews(long highWatermark, long startOffset) {
    return highWatermark != toldHighWatermark || startOffset != toldStartOffset;
  }

  void told(long highWatermark, long startOffset) {
    toldHighWatermark = highWatermark;
    toldStartOffset = startOffset;
  }
}
