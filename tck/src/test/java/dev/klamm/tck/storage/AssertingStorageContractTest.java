package dev.klamm.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import dev.klamm.api.storage.StorageBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Being watched changes nothing for a caller that keeps the rules, as the contract does. */
final class AssertingStorageContractTest extends StorageBackendContract {

  private final List<AssertingStorage> storages = new ArrayList<>();
  private boolean misused;

  @Override
  protected StorageBackend backend(Path location) {
    AssertingStorage storage = new AssertingStorage(new ModelStorage(Bug.NONE));
    storages.add(storage);
    return storage;
  }

  @AfterEach
  void nothingWasMisused() {
    if (!misused) {
      storages.forEach(AssertingStorage::verify);
    }
  }

  /** Offsets that can never be are misuse here; those that can are refused as ever. */
  @Test
  @Override
  public void aReadOutsideTheLogIsRefusedAndTheStoreGoesOn() {
    assertThatThrownBy(() -> log(A).read(5, 5, 100, true))
        .isInstanceOf(OffsetOutOfRangeException.class);
    assertThat(fixture().readAll(A)).isEmpty();
  }

  @Test
  @Override
  public void closingTwiceIsHarmlessAndNothingIsCommittedAfterwards() {
    misused = true;
    LogStore store = store();
    store.close(CloseMode.CLEAN);
    store.close();
    assertThatThrownBy(() -> store.commit(new Batch())).isInstanceOf(AssertionError.class);
  }
}
