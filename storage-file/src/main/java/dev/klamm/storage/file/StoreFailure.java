package dev.klamm.storage.file;

import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.storage.StoreFullException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The first thing that went wrong, which is what every later commit hears. Any thread. */
final class StoreFailure {

  private final CommitListener listener;
  private final AtomicReference<@Nullable StorageException> cause = new AtomicReference<>();

  StoreFailure(CommitListener listener) {
    this.listener = listener;
  }

  @Nullable StorageException cause() {
    return cause.get();
  }

  void check() {
    StorageException failed = cause.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** Fails the store, unless it failed before; gives what it failed of. */
  StorageException fail(StorageException failure) {
    if (cause.compareAndSet(null, failure)) {
      listener.failed(failure);
      return failure;
    }
    StorageException first = cause.get();
    return first == null ? failure : first;
  }

  static StorageException of(String what, Path path, IOException e) {
    String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        reason.contains("no space left")
            || reason.contains("not enough space")
            || reason.contains("quota exceeded");
    return full
        ? new StoreFullException(
            "no space is left to " + what + " " + path + ": free some and open the store again", e)
        : new StorageException("cannot " + what + " " + path + ": " + e, e);
  }
}
