package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import org.jspecify.annotations.Nullable;

/** What becomes of commits when the store closes. Called by the committing thread. */
interface Persistence {

  /** Nothing is kept, so everything is as durable as it will ever be. */
  Persistence NONE =
      new Persistence() {
        @Override
        public void logChanges(long commit, MemoryLogStore store, LogId id, LogState before) {}

        @Override
        public void keyChanged(
            long commit, MemoryLogStore store, byte[] key, byte @Nullable [] before) {}

        @Override
        public void makeDurable(Durability level, long commit) {}

        @Override
        public long durableUpTo(Durability level, long committed) {
          return committed;
        }

        @Override
        public void closed(CloseMode mode, MemoryLogStore store, long committed) {}
      };

  void logChanges(long commit, MemoryLogStore store, LogId id, LogState before);

  void keyChanged(long commit, MemoryLogStore store, byte[] key, byte @Nullable [] before);

  /** {@code commit} was accepted. */
  void makeDurable(Durability level, long commit);

  /** Any thread. */
  long durableUpTo(Durability level, long committed);

  void closed(CloseMode mode, MemoryLogStore store, long committed);
}
