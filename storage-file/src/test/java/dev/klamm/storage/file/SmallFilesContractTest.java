package dev.klamm.storage.file;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.tck.storage.StorageBackendContract;
import java.nio.file.Path;

/** The same contract where files are so small that tests cross from one to the next. */
class SmallFilesContractTest extends StorageBackendContract {

  @Override
  protected StorageBackend backend(Path location) {
    return new FileStorage(
        FileStorageSettings.of(location)
            .withJournalFileBytes(FileStorageSettings.MIN_JOURNAL_FILE_BYTES)
            .withOpenFiles(4)
            .withTailCacheBytes(4096),
        new FaultyDisk().withoutForce());
  }
}
