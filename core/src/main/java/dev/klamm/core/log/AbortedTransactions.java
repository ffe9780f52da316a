package dev.klamm.core.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The aborted transactions of a partition, by the offset of their markers. Immutable to those who
 * look at it; adding gives a new one that shares the arrays, so only the newest may be added to, by
 * the engine.
 */
final class AbortedTransactions {

  static final AbortedTransactions NONE = new AbortedTransactions(new long[0], 0, 0);

  private static final int FIELDS = 3;

  /** Producer id, first and last offset of one transaction after another. */
  private final long[] fields;

  private final int from;
  private final int to;

  private AbortedTransactions(long[] fields, int from, int to) {
    this.fields = fields;
    this.from = from;
    this.to = to;
  }

  /** With one more, whose marker lies behind those of all others. */
  AbortedTransactions with(AbortedTransaction added) {
    long[] room = fields;
    int start = from;
    int end = to;
    if (end * FIELDS == room.length) {
      int count = to - from;
      room = new long[Math.max(8, count * 2) * FIELDS];
      System.arraycopy(fields, from * FIELDS, room, 0, count * FIELDS);
      start = 0;
      end = count;
    }
    room[end * FIELDS] = added.producerId();
    room[end * FIELDS + 1] = added.firstOffset();
    room[end * FIELDS + 2] = added.lastOffset();
    return new AbortedTransactions(room, start, end + 1);
  }

  /** Without those that ended before an offset. */
  AbortedTransactions trim(long startOffset) {
    int keep = firstEndingAt(startOffset);
    return keep == from
        ? this
        : new AbortedTransactions(
            Arrays.copyOfRange(fields, keep * FIELDS, to * FIELDS), 0, to - keep);
  }

  /** Without those whose markers lie at some offsets. */
  AbortedTransactions without(Set<Long> markers) {
    AbortedTransactions left = NONE;
    for (int at = from; at < to; at++) {
      AbortedTransaction each = get(at);
      if (!markers.contains(each.lastOffset())) {
        left = left.with(each);
      }
    }
    return left;
  }

  int size() {
    return to - from;
  }

  /** Those of which something lies between two offsets, the second exclusive. */
  List<AbortedTransaction> between(long fromOffset, long toOffset) {
    int at = firstEndingAt(fromOffset);
    if (at == to) {
      return List.of();
    }
    List<AbortedTransaction> found = new ArrayList<>();
    for (; at < to; at++) {
      if (fields[at * FIELDS + 1] < toOffset) {
        found.add(get(at));
      }
    }
    return found;
  }

  private AbortedTransaction get(int at) {
    return new AbortedTransaction(
        fields[at * FIELDS], fields[at * FIELDS + 1], fields[at * FIELDS + 2]);
  }

  private int firstEndingAt(long offset) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (fields[middle * FIELDS + 2] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
