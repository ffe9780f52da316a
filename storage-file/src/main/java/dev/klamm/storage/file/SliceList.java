package dev.klamm.storage.file;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects stretches of files, and makes a view of them: a copy when it is small or in many pieces,
 * the files themselves otherwise. For one thread.
 */
final class SliceList {

  /** Below this a copy costs less than handing files around. */
  private static final int COPY_BELOW = 32 * 1024;

  /** Pieces smaller than this on average are copied, whatever their sum. */
  private static final int COPY_PIECES_BELOW = 16 * 1024;

  private JournalFile[] files = new JournalFile[4];
  private long[] positions = new long[4];
  private int[] lengths = new int[4];
  private int count;
  private int total;

  int sizeInBytes() {
    return total;
  }

  void add(JournalFile file, long position, int length) {
    total += length;
    int last = count - 1;
    if (last >= 0
        && files[last] == file
        && positions[last] + lengths[last] == position
        && lengths[last] + (long) length <= Integer.MAX_VALUE) {
      lengths[last] += length;
      return;
    }
    if (count == files.length) {
      files = Arrays.copyOf(files, count * 2);
      positions = Arrays.copyOf(positions, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    files[count] = file;
    positions[count] = position;
    lengths[count++] = length;
  }

  /**
   * A view of what was collected. The caller holds all files; the view holds those that it needs by
   * itself.
   */
  RecordsView view() {
    if (count == 0) {
      return RecordsView.empty();
    }
    return total < COPY_BELOW || total / count < COPY_PIECES_BELOW ? copied() : slices();
  }

  private RecordsView copied() {
    ByteBuffer copy = ByteBuffer.allocate(total);
    for (int i = 0; i < count; i++) {
      copy.limit(copy.position() + lengths[i]);
      if (files[i].read(copy, positions[i]) < lengths[i]) {
        throw new StorageException(
            files[i].path() + " ends before position " + (positions[i] + lengths[i]));
      }
    }
    return RecordsView.ofBuffer(copy.flip());
  }

  private RecordsView slices() {
    List<RecordsView> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(files[i].view(positions[i], lengths[i]));
    }
    return RecordsView.of(parts);
  }
}
