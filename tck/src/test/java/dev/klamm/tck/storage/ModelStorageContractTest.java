package dev.klamm.tck.storage;

import dev.klamm.api.storage.StorageBackend;
import java.nio.file.Path;

/** The contract can be kept: its own model does. */
final class ModelStorageContractTest extends StorageBackendContract {

  @Override
  protected StorageBackend backend(Path location) {
    return new ModelStorage(Bug.NONE);
  }
}
