package dev.klamm.testkit.simulation;

import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.storage.StorageBackend;
import java.time.Duration;
import java.util.Map;

/** What a negative control changes about the world, to see whether anybody notices. */
interface Sabotage {

  /** Nothing is wrong. */
  Sabotage NONE =
      new Sabotage() {
        @Override
        public Duration patience() {
          return Duration.ofMinutes(15);
        }
      };

  /** What the broker is given as its storage. */
  default StorageBackend storage(StorageBackend sound) {
    return sound;
  }

  /** Settings of producers, beyond the usual. */
  default Map<String, Object> producerSettings() {
    return Map.of();
  }

  /** Settings of the group's members, beyond the usual. */
  default Map<String, Object> memberSettings() {
    return Map.of();
  }

  /** What a member wants to commit after it read up to an offset. */
  default long toCommit(long next) {
    return next;
  }

  /** What it commits when it wants to commit an offset. */
  default long committed(long wanted) {
    return wanted;
  }

  /** Which record a producer writes when it says that it writes one. */
  default long written(long id) {
    return id;
  }

  /** Whether a reader keeps silent about a record. */
  default boolean isSkipped(long offset) {
    return false;
  }

  /** Whether a reader goes back to the beginning after a record. */
  default boolean goesBackAfter(long offset) {
    return false;
  }

  /** Whether a reader of committed records never sees a record. */
  default boolean isHidden(String topic, long offset) {
    return false;
  }

  /** Whether there are transactions in each seed. */
  default boolean isAboutTransactions() {
    return false;
  }

  /** Whether those who transform records commit what they read along with what they write. */
  default boolean areOffsetsCommitted() {
    return true;
  }

  /** How a reader really reads that should read in one way. */
  default IsolationLevel isolation(IsolationLevel wanted) {
    return wanted;
  }

  /** What happens when all is read, and before everybody leaves. */
  default void beforeRest(World world) {}

  /** How long anything takes at most. */
  default Duration patience() {
    return Duration.ofSeconds(90);
  }

  /** Whether the broker itself is looked at too, and not only what clients see. */
  default boolean isBrokerWatched() {
    return true;
  }
}
