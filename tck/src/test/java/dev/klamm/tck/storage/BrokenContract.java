package dev.klamm.tck.storage;

import dev.klamm.api.storage.StorageBackend;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The contract over a model with a bug. Abstract, so that no test run takes it up: {@link
 * ContractNoticesTest} runs single rules of it.
 */
abstract class BrokenContract extends StorageBackendContract {

  private final Bug bug;

  private BrokenContract(Bug bug) {
    this.bug = bug;
  }

  static BrokenContract of(Bug bug) {
    return new BrokenContract(bug) {};
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
