package dev.klamm.tck.storage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what callers did wrong, and what they still hold. Any thread. */
final class Misuse {

  private final List<AssertionError> found = new ArrayList<>();
  private final Set<Held> held = new LinkedHashSet<>();

  /** Something that somebody must close; remembers where it came from. */
  final class Held {

    private final Throwable origin;
    private int parts;

    private Held(String what, int parts) {
      this.origin = new Throwable(what + " opened here by " + Thread.currentThread().getName());
      this.parts = parts;
    }

    /** To be called once for each part. */
    void release() {
      synchronized (Misuse.this) {
        if (--parts == 0) {
          held.remove(this);
        }
      }
    }
  }

  /** Remembers a mistake and throws it at whoever made it. */
  void require(boolean fine, String rule) {
    if (!fine) {
      AssertionError error = new AssertionError(rule);
      synchronized (this) {
        found.add(error);
      }
      throw error;
    }
  }

  synchronized Held hold(String what, int parts) {
    Held token = new Held(what, parts);
    held.add(token);
    return token;
  }

  /** Throws when there was any mistake, or when anything is still held. */
  synchronized void verify() {
    AssertionError all =
        new AssertionError(
            "storage was misused %d times, and %d views or cursors were never closed"
                .formatted(found.size(), held.size()));
    found.forEach(all::addSuppressed);
    held.forEach(token -> all.addSuppressed(token.origin));
    if (all.getSuppressed().length > 0) {
      throw all;
    }
  }
}
