package dev.klamm.tck.storage;

import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import java.util.Set;

/**
 * A backend that watches its callers. It throws {@link AssertionError} at commits by two threads at
 * once, a batch committed twice or changed while it is committed, record batches that are not
 * valid, stamped and contiguous, nonsensical arguments, and any use after close.
 *
 * <p>Views are given out as copies that turn to garbage when they are closed, so that use after
 * close is noticed; {@link #verify()} tells of views and cursors that were never closed, with the
 * stack that opened them. Closing a view twice is allowed by its contract, so it is not watched.
 *
 * <p>It costs a copy and a checksum of all that passes: for tests. Any thread.
 */
public final class AssertingStorage implements StorageBackend {

  private final StorageBackend delegate;
  private final Misuse misuse = new Misuse();

  public AssertingStorage(StorageBackend delegate) {
    this.delegate = delegate;
  }

  /**
   * Call it at the end of a test, when every view should be closed.
   *
   * @throws AssertionError with all mistakes so far, and every view still open, as suppressed
   */
  public void verify() {
    misuse.verify();
  }

  @Override
  public String name() {
    return delegate.name();
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return delegate.capabilities();
  }

  @Override
  public Durability strongestDurability() {
    return delegate.strongestDurability();
  }

  @Override
  public LogStore open(StorageContext context) {
    return new AssertingStore(delegate.open(context), misuse);
  }
}
