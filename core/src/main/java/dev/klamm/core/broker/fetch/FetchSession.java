package dev.klamm.core.broker.fetch;

import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchRequest.FetchPartition;
import dev.klamm.protocol.message.FetchRequest.FetchTopic;
import dev.klamm.protocol.message.FetchRequest.ForgottenTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client fetches, remembered between its fetches (KIP-227). A client has one fetch of a
 * session under way at a time; should it not keep to that, its session's own lock keeps the session
 * whole.
 */
public final class FetchSession {

  /** No session: the client names all it wants, and the answer names all of that. */
  public static final int NONE = 0;

  /** The epoch of a request that ends its session, or wants none. */
  public static final int FINAL_EPOCH = -1;

  /** The epoch of a request that wants a new session. */
  public static final int INITIAL_EPOCH = 0;

  private final int id;
  private final boolean usesTopicIds;
  private final Map<FetchTarget.Key, FetchTarget> targets = new LinkedHashMap<>();
  private int epoch = 1;
  private long lastUsedNanos;

  FetchSession(int id, boolean usesTopicIds) {
    this.id = id;
    this.usesTopicIds = usesTopicIds;
  }

  public int id() {
    return id;
  }

  boolean usesTopicIds() {
    return usesTopicIds;
  }

  synchronized int size() {
    return targets.size();
  }

  synchronized long lastUsedNanos() {
    return lastUsedNanos;
  }

  synchronized void touch(long nanos) {
    lastUsedNanos = nanos;
  }

  /** Moves on by one request, if its epoch is the next. */
  synchronized boolean advance(int requestEpoch) {
    if (requestEpoch != epoch) {
      return false;
    }
    epoch = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
    return true;
  }

  /** Takes in what a request adds, changes and forgets. */
  synchronized void update(FetchRequest request, boolean byId) {
    for (FetchTopic topic : request.topics()) {
      for (FetchPartition asked : topic.partitions()) {
        FetchTarget.Key key = key(topic, asked.partition(), byId);
        FetchTarget known = targets.get(key);
        if (known == null) {
          targets.put(key, new FetchTarget(key, asked));
        } else {
          known.update(asked);
        }
      }
    }
    for (ForgottenTopic topic : request.forgottenTopicsData()) {
      for (int partition : topic.partitions()) {
        targets.remove(new FetchTarget.Key(byId ? "" : topic.topic(), topic.topicId(), partition));
      }
    }
  }

  synchronized List<FetchTarget> targets() {
    return new ArrayList<>(targets.values());
  }

  /** Puts those that gave records last, so that the others get their turn. */
  synchronized void moveToEnd(Collection<FetchTarget> served) {
    for (FetchTarget target : served) {
      if (targets.remove(target.key(), target)) {
        targets.put(target.key(), target);
      }
    }
  }

  static FetchTarget.Key key(FetchTopic topic, int partition, boolean byId) {
    return new FetchTarget.Key(byId ? "" : topic.topic(), topic.topicId(), partition);
  }
}
