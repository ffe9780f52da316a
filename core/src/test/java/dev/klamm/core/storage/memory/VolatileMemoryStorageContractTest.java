package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.tck.storage.StorageBackendContract;
import java.nio.file.Path;

final class VolatileMemoryStorageContractTest extends StorageBackendContract {

  @Override
  protected StorageBackend backend(Path location) {
    return MemoryStorage.volatileStore();
  }
}
