package dev.klamm.tck.storage;

import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.storage.StoreLockedException;
import java.util.Set;

/**
 * The plainest backend that keeps the contract, over {@link StoreModel}; or breaks it in one way.
 */
final class ModelStorage implements StorageBackend {

  private final Bug bug;
  private StoreModel saved = new StoreModel();
  private int openings;
  private boolean open;

  ModelStorage(Bug bug) {
    this.bug = bug;
  }

  void save(StoreModel model) {
    saved = model;
    open = false;
  }

  @Override
  public String name() {
    return "model";
  }

  @Override
  public Set<StorageCapability> capabilities() {
    return Set.of();
  }

  @Override
  public Durability strongestDurability() {
    return Durability.SYNC;
  }

  @Override
  public LogStore open(StorageContext context) {
    if (open && bug != Bug.NO_LOCK) {
      throw new StoreLockedException("the model is open");
    }
    open = true;
    int epoch = bug == Bug.EPOCH_STAYS ? 0 : openings++;
    if (bug == Bug.LEAVES_A_THREAD) {
      context.threads().newThread(ModelStorage::linger).start();
    }
    return new ModelStore(this, bug, epoch, saved, context.listener());
  }

  private static void linger() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
