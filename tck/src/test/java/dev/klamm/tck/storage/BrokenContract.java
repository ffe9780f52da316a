package dev.klamm.tck.storage;

import dev.klamm.api.storage.StorageBackend;
import java.nio.file.Path;
import java.time.Duration;

/** The contract over a model with a bug; {@link ContractNoticesTest} runs single rules of it. */
final class BrokenContract extends StorageBackendContract {

  private final Bug bug;

  BrokenContract(Bug bug) {
    this.bug = bug;
  }

  Bug bug() {
    return bug;
  }

  @Override
  protected StorageBackend backend(Path location) {
    return new ModelStorage(bug);
  }

  @Override
  protected Duration patience() {
    return Duration.ofMillis(100);
  }
}
