package dev.klamm.tck.storage;

import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.StorageException;

/** Passes word on until the store failed, and tells of one failure only. */
final class FaultyListener implements CommitListener {

  private final CommitListener delegate;
  private boolean silent;

  FaultyListener(CommitListener delegate) {
    this.delegate = delegate;
  }

  @Override
  public synchronized void durable(Durability level, long commit) {
    if (!silent) {
      delegate.durable(level, commit);
    }
  }

  @Override
  public synchronized void failed(StorageException cause) {
    if (!silent) {
      silent = true;
      delegate.failed(cause);
    }
  }
}
