package dev.klamm.tck.storage;

import dev.klamm.api.storage.StorageBackend;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A faulty store whose faults are off, or are those that the contract allows, keeps it. */
final class FaultyStorageContractTest extends StorageBackendContract {

  @Override
  protected StorageBackend backend(Path location) {
    return new FaultyStorage(new ModelStorage(Bug.NONE), new Random(1));
  }

  @Override
  protected @Nullable StorageBackend failingBackend(Path location, BooleanSupplier failing) {
    FaultyStorage storage = new FaultyStorage(new ModelStorage(Bug.NONE), new Random(2));
    storage.failWhile(failing, FaultyStorage.Fault.FULL);
    return storage;
  }
}
