package dev.klamm.tck.storage;

import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.PartitionLog;

/** What all groups of rules share. */
interface StorageRules {

  LogId A = StoreFixture.log(0);
  LogId B = StoreFixture.log(1);
  LogId C = StoreFixture.log(5);

  /** The backend of the test that runs, with nothing stored yet. */
  StoreFixture fixture();

  default LogStore store() {
    return fixture().store();
  }

  default PartitionLog log(LogId id) {
    return store().log(id);
  }
}
