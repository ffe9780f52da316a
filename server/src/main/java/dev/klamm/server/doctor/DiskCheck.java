package dev.klamm.server.doctor;

import dev.klamm.server.terminal.IoReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** Has a directory room, and how long does its disk take to keep what was written? */
record DiskCheck(Path directory) {

  private static final String CHECK = "disk";
  private static final int WRITES = 30;
  private static final int BLOCK_BYTES = 4096;
  private static final double SLOW_MS = 20;
  private static final double BYTES_PER_GB = 1e9;
  private static final long LITTLE_BYTES = 1_000_000_000L;
  private static final double LITTLE_SHARE = 0.05;

  void run(Findings findings) {
    try {
      space(findings);
      sync(findings);
    } catch (IOException e) {
      findings.fail(
          CHECK,
          directory + " cannot be used: " + IoReason.of(e),
          "a broker needs a directory that exists and that it may write to");
    }
  }

  private void space(Findings findings) throws IOException {
    FileStore store = Files.getFileStore(directory);
    long free = store.getUsableSpace();
    long total = store.getTotalSpace();
    String finding =
        String.format(
            Locale.ROOT,
            "%s has %.1f of %.1f GB free (%s)",
            directory,
            free / BYTES_PER_GB,
            total / BYTES_PER_GB,
            store.type());
    if (free >= LITTLE_BYTES && free >= total * LITTLE_SHARE) {
      findings.ok(CHECK, finding);
    } else {
      findings.warn(
          CHECK,
          finding,
          "free some: shorten log.retention.ms or log.retention.bytes, or delete topics");
    }
  }

  private void sync(Findings findings) throws IOException {
    double[] millis = new double[WRITES];
    Path file = Files.createTempFile(directory, "klamm-doctor", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < WRITES; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK_BYTES));
        channel.force(false);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(millis);
    double median = millis[WRITES / 2];
    String finding =
        String.format(
            Locale.ROOT,
            "%s syncs a write in %.2f ms (slowest %.2f ms)",
            directory,
            median,
            millis[WRITES - 1]);
    if (median < SLOW_MS) {
      findings.ok(CHECK, finding);
    } else {
      findings.warn(
          CHECK,
          finding,
          "each acknowledged request waits for that: use a faster disk, or klamm.durability=os if losing the last moments in a power cut is bearable");
    }
  }
}
