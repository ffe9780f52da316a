package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.LogStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class RestartTest {

  private static final int COMMITS = 2_000;
  private static final int COMMIT_BYTES = 1_000_000;

  @TempDir Path directory;

  @Test
  void openingDoesNotDependOnHowMuchIsStored() {
    LogStore store = Fixture.open(directory);
    for (int i = 0; i < COMMITS; i++) {
      store.commit(Fixture.append(new Batch(), A, i, 1, COMMIT_BYTES));
    }
    for (CloseMode mode : CloseMode.values()) {
      store.close(mode);
      long start = System.nanoTime();
      store = Fixture.open(directory);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(store.log(A).endOffset()).isEqualTo(COMMITS);
      assertThat(Fixture.offsets(store.log(A), COMMITS / 2, 10)).hasSize(COMMITS / 2);
    }
    store.close();
  }
}
