package dev.klamm.tck.storage;

import dev.klamm.api.storage.StorageBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of the storage SPI as tests, each named after the rule that it checks. A backend
 * passes when a subclass that yields it is green:
 *
 * <pre>{@code
 * final class FileStorageContractTest extends StorageBackendContract {
 *   @Override
 *   protected StorageBackend backend(Path location) {
 *     return new FileStorage(location);
 *   }
 * }
 * }</pre>
 *
 * <p>What must survive is read from the backend itself: one that has {@link
 * dev.klamm.api.storage.StorageCapability#VOLATILE} loses all at close, any other keeps everything
 * over a clean close and a prefix over an abort. The rules lie in the interfaces, by theme.
 */
public abstract class StorageBackendContract
    implements AppendRules,
        ReadRules,
        ViewRules,
        IndexRules,
        TrimAndReplaceRules,
        KeyValueRules,
        DurabilityRules,
        CrashRules,
        LifecycleRules {

  private @Nullable Path directory;
  private @Nullable StoreFixture fixture;

  /**
   * The backend under test, over a place of its own. May be called several times with one location
   * when it has files in it, and must then yield the same store.
   *
   * @param location an empty directory of this test alone, to use or to ignore
   */
  protected abstract StorageBackend backend(Path location);

  /**
   * The backend over a device whose writes and syncs fail for as long as told; null, the default,
   * when there is no way to arrange that, which leaves sticky failure untested.
   */
  protected @Nullable StorageBackend failingBackend(Path location, BooleanSupplier failing) {
    return null;
  }

  /** How long to wait for what must happen soon: a sync, the end of a thread. Default 20 s. */
  protected Duration patience() {
    return Duration.ofSeconds(20);
  }

  @BeforeEach
  final void makeFixture(@TempDir Path directory) {
    this.directory = directory;
    fixture = new StoreFixture(backend(location()), patience());
  }

  @AfterEach
  final void closeStore() {
    fixture().close();
  }

  @Override
  public final StoreFixture fixture() {
    return Objects.requireNonNull(fixture, "only within a test");
  }

  @Override
  public final Path location() {
    return made("store");
  }

  @Override
  public final StorageBackend backendAgain() {
    return backend(location());
  }

  @Override
  public final Optional<StoreFixture> failingFixture(AtomicBoolean failing) {
    return Optional.ofNullable(failingBackend(made("failing"), failing::get))
        .map(broken -> new StoreFixture(broken, patience()));
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(Objects.requireNonNull(directory).resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
