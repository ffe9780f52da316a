package dev.klamm.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.core.runtime.TimerHeap.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

  private record Entry(long deadline, int number, Timer timer) {}

  @Test
  void yieldsWhatASortedListWouldAlsoAfterRemovals() {
    Random random = new Random(7);
    for (int round = 0; round < 100; round++) {
      TimerHeap heap = new TimerHeap();
      List<Entry> expected = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Entry entry = entry(random.nextInt(50), i);
        heap.add(entry.timer);
        expected.add(entry);
        if (random.nextInt(3) == 0) {
          Entry gone = expected.remove(random.nextInt(expected.size()));
          heap.remove(gone.timer);
          heap.remove(gone.timer);
        }
      }
      expected.sort(Comparator.comparingLong(Entry::deadline).thenComparingInt(Entry::number));

      assertThat(drain(heap)).isEqualTo(expected.stream().map(Entry::timer).toList());
    }
  }

  @Test
  void comparesDeadlinesAcrossTheWrapOfTheClock() {
    TimerHeap heap = new TimerHeap();
    Timer after = entry(Long.MIN_VALUE + 5, 1).timer;
    Timer before = entry(Long.MAX_VALUE - 5, 0).timer;
    heap.add(after);
    heap.add(before);

    assertThat(heap.pollDue(Long.MAX_VALUE)).isSameAs(before);
    assertThat(heap.pollDue(Long.MAX_VALUE)).isNull();
    assertThat(heap.nanosToNext(Long.MAX_VALUE)).isEqualTo(6);
  }

  private static Entry entry(long deadline, int number) {
    return new Entry(deadline, number, new Timer(deadline, () -> {}));
  }

  private static List<Timer> drain(TimerHeap heap) {
    List<Timer> drained = new ArrayList<>();
    while (!heap.isEmpty()) {
      drained.add(heap.pollDue(1_000));
    }
    return drained;
  }
}
