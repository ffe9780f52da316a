package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.tck.storage.StorageBackendContract;
import java.nio.file.Path;
import java.util.Random;

final class SurvivingMemoryStorageContractTest extends StorageBackendContract {

  private final Random random = new Random(11);

  /** Loses a random part of what nobody was promised. */
  @Override
  protected StorageBackend backend(Path location) {
    return MemoryStorage.surviving(
        (synced, written, committed) ->
            written + (long) (random.nextDouble() * (committed - written + 1)));
  }
}
