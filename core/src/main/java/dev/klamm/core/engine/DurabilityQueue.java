package dev.klamm.core.engine;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for one level of durability, in commit order. */
final class DurabilityQueue {

  private static final Logger LOG = LoggerFactory.getLogger(DurabilityQueue.class);

  private record Waiting(long commit, List<Completion> completions) {}

  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();

  boolean isEmpty() {
    return queue.isEmpty();
  }

  void add(long commit, List<Completion> completions) {
    queue.add(new Waiting(commit, completions));
  }

  /** Completes all that wait for commits up to and including one. */
  void release(long durableUpTo) {
    while (true) {
      Waiting head = queue.peek();
      if (head == null || head.commit() > durableUpTo) {
        return;
      }
      queue.poll();
      completeAll(head.completions(), null);
    }
  }

  void fail(RuntimeException cause) {
    while (true) {
      Waiting head = queue.poll();
      if (head == null) {
        return;
      }
      completeAll(head.completions(), cause);
    }
  }

  static void completeAll(List<Completion> completions, @Nullable RuntimeException failure) {
    for (int i = 0; i < completions.size(); i++) {
      try {
        completions.get(i).complete(failure);
      } catch (RuntimeException e) {
        // One waiter's defect must not keep the others waiting.
        LOG.error("A completion failed: {}", completions.get(i), e);
      }
    }
  }
}
