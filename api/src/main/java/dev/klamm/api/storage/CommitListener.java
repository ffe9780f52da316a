package dev.klamm.api.storage;

/**
 * Hears how far commits have become durable. Called by any thread of the store, also from within
 * {@link LogStore#commit}; must not block and must not call back into the store other than to read.
 *
 * @since 0.1
 */
public interface CommitListener {

  /**
   * Every commit up to and including {@code commit} is durable at {@code level} and at all weaker
   * levels. Calls may be merged: only the newest number counts. Levels that are reached before
   * {@code commit} returns are not reported, as {@link LogStore#durableUpTo} tells.
   */
  void durable(Durability level, long commit);

  /**
   * The store failed: no commit after the last one reported will ever become durable. Called once.
   *
   * @param cause what every later commit will throw
   */
  void failed(StorageException cause);

  /** A listener that ignores everything, for tools that only read. */
  CommitListener NONE =
      new CommitListener() {
        @Override
        public void durable(Durability level, long commit) {}

        @Override
        public void failed(StorageException cause) {}
      };
}
