package dev.klamm.core.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SerialExecutorTest {

  @Test
  void runsOneTaskAtATimeInOrderOnManyThreads() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    SerialExecutor serial = new SerialExecutor(pool);
    AtomicBoolean busy = new AtomicBoolean();
    AtomicBoolean overlapped = new AtomicBoolean();
    List<Integer> ran = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < 20_000; i++) {
      int number = i;
      serial.execute(
          () -> {
            if (!busy.compareAndSet(false, true)) {
              overlapped.set(true);
            }
            ran.add(number);
            busy.set(false);
          });
    }
    serial.execute(done::countDown);

    assertThat(done.await(10, SECONDS)).isTrue();
    assertThat(overlapped).isFalse();
    assertThat(ran).hasSize(20_000).isSorted();
    pool.shutdown();
  }

  @Test
  void goesOnAfterATaskThatThrew() {
    List<String> ran = new ArrayList<>();
    SerialExecutor serial = new SerialExecutor(Runnable::run);
    serial.execute(
        () -> {
          throw new IllegalStateException("thrown by a test");
        });
    serial.execute(() -> ran.add("next"));

    assertThat(ran).containsExactly("next");
  }

  @Test
  void sharesItsExecutorFairly() {
    Queue<Runnable> turns = new ArrayDeque<>();
    List<String> ran = new ArrayList<>();
    SerialExecutor busy = new SerialExecutor(turns::add);
    SerialExecutor other = new SerialExecutor(turns::add);
    for (int i = 0; i < 1_000; i++) {
      busy.execute(() -> ran.add("busy"));
    }
    other.execute(() -> ran.add("other"));
    while (!turns.isEmpty()) {
      turns.remove().run();
    }

    assertThat(ran).hasSize(1_001);
    assertThat(ran.indexOf("other")).isLessThan(100);
  }

  @Test
  void rejectsOnceItsExecutorDoes() {
    SerialExecutor serial =
        new SerialExecutor(
            turn -> {
              throw new RejectedExecutionException("closed");
            });

    assertThatThrownBy(() -> serial.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> serial.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("no more tasks");
  }
}
