package dev.klamm.storage.file;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.tck.storage.StorageBackendContract;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

class FileStorageContractTest extends StorageBackendContract {

  @Override
  protected StorageBackend backend(Path location) {
    return new FileStorage(location);
  }

  @Override
  protected StorageBackend failingBackend(Path location, BooleanSupplier failing) {
    return new FileStorage(FileStorageSettings.of(location), FaultyDisk.failingWhile(failing));
  }
}
