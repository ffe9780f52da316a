package dev.klamm.core.broker.fetch;

import dev.klamm.api.runtime.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions kept, up to a number. When they are all taken, a new one replaces the one that was
 * idle longest if it was idle for {@link #MIN_IDLE_NANOS}; otherwise the client gets none and names
 * all partitions each time.
 *
 * <p>Any thread; its lock is held for a look-up only, and no other lock is taken within it but a
 * session's own.
 */
public final class FetchSessions {

  private static final long MIN_IDLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final int slots;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<Integer, FetchSession> sessions = new LinkedHashMap<>();

  public FetchSessions(int slots, Clock clock, RandomGenerator random) {
    this.slots = slots;
    this.clock = clock;
    this.random = random;
  }

  /** A new session, or null when there is no room. */
  synchronized @Nullable FetchSession open(boolean usesTopicIds) {
    long now = clock.nanos();
    if (sessions.size() >= slots && !evictIdle(now)) {
      return null;
    }
    FetchSession session = new FetchSession(newId(), usesTopicIds);
    session.touch(now);
    sessions.put(session.id(), session);
    return session;
  }

  synchronized @Nullable FetchSession find(int id) {
    FetchSession session = sessions.get(id);
    if (session != null) {
      session.touch(clock.nanos());
    }
    return session;
  }

  synchronized void close(int id) {
    sessions.remove(id);
  }

  synchronized int size() {
    return sessions.size();
  }

  private boolean evictIdle(long now) {
    FetchSession oldest = null;
    for (FetchSession session : sessions.values()) {
      if (oldest == null || session.lastUsedNanos() - oldest.lastUsedNanos() < 0) {
        oldest = session;
      }
    }
    if (oldest == null || now - oldest.lastUsedNanos() < MIN_IDLE_NANOS) {
      return false;
    }
    sessions.remove(oldest.id());
    return true;
  }

  private int newId() {
    int id = random.nextInt(1, Integer.MAX_VALUE);
    return sessions.containsKey(id) ? newId() : id;
  }
}
