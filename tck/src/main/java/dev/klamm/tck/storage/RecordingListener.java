package dev.klamm.tck.storage;

import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what a store told; any thread. */
final class RecordingListener implements CommitListener {

  private final long[] told = new long[Durability.values().length];
  private final List<String> violations = new ArrayList<>();
  private @Nullable StorageException failure;

  @Override
  public synchronized void durable(Durability level, long commit) {
    if (commit < told[level.ordinal()]) {
      violations.add(level + " fell from " + told[level.ordinal()] + " to " + commit);
    }
    for (int weaker = 0; weaker <= level.ordinal(); weaker++) {
      told[weaker] = Math.max(told[weaker], commit);
    }
  }

  @Override
  public synchronized void failed(StorageException cause) {
    if (failure != null) {
      violations.add("told of failure twice: " + failure + " and " + cause);
    }
    failure = cause;
  }

  /** The last commit that the store said is durable at a level, itself or by a stronger one. */
  synchronized long told(Durability level) {
    return told[level.ordinal()];
  }

  synchronized @Nullable StorageException failure() {
    return failure;
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }
}
