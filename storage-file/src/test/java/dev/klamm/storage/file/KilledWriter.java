package dev.klamm.storage.file;

import static dev.klamm.storage.file.Fixture.A;
import static dev.klamm.storage.file.Fixture.B;

import dev.klamm.api.storage.Batch;
import dev.klamm.api.storage.CommitListener;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that commits until it is killed. Prints the end of log A as of each commit that a level
 * was reported for: nothing before it may be lost.
 */
final class KilledWriter {

  private static final int AHEAD = 100;

  private KilledWriter() {}

  public static void main(String[] args) {
    long[] first = new long[1];
    CommitListener acknowledge =
        new CommitListener() {
          @Override
          public void durable(Durability level, long commit) {
            System.out.println(first[0] + commit);
          }

          @Override
          public void failed(StorageException cause) {
            cause.printStackTrace();
            System.exit(1);
          }
        };
    LogStore store =
        new FileStorage(FileStorageSettings.of(Path.of(args[0])).withJournalFileBytes(1 << 20))
            .open(Fixture.context(acknowledge));
    first[0] = store.log(A).endOffset();
    Random random = new Random(Long.parseLong(args[1]));
    while (true) {
      commit(store, random);
    }
  }

  /** One batch of one record to A in each commit, and more of everything else. */
  private static void commit(LogStore store, Random random) {
    long a = store.log(A).endOffset();
    Batch batch = Fixture.append(new Batch(), A, a, 1, random.nextInt(3_000));
    long b = store.log(B).endOffset();
    for (int i = random.nextInt(3); i > 0; i--) {
      Fixture.append(batch, B, b++, 1, random.nextInt(20_000));
    }
    batch.put(Fixture.bytes("a"), Fixture.bytes("" + (a + 1)));
    if (b > 100 && random.nextInt(50) == 0) {
      batch.trimPrefix(B, b - 50);
    }
    long commit = store.commit(batch);
    if (random.nextInt(4) == 0) {
      store.makeDurable(Durability.SYNC, commit);
    }
    while (commit - store.durableUpTo(Durability.SYNC) > AHEAD) {
      store.makeDurable(Durability.SYNC, commit);
      LockSupport.parkNanos(100_000); // a slow disk must not make this test write without end
    }
  }
}
