package dev.klamm.core.runtime;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ThreadEventLoopTest {

  private final List<Thread> threads = new ArrayList<>();
  private final ThreadEventLoop loop = ThreadEventLoop.start(this::newThread, Clock.system());

  private Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "loop-under-test");
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void closeLoop() {
    loop.close();
  }

  @Test
  void runsTasksOfOneCallerInOrderOnItsOwnThread() throws Exception {
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      loop.execute(() -> ran.add(number));
    }

    assertThat(onLoop(() -> loop.inEventLoop() && Thread.currentThread() == threads.get(0)))
        .isTrue();
    assertThat(ran).hasSize(10_000).isSorted();
    assertThat(loop.inEventLoop()).isFalse();
  }

  @Test
  void neverRunsATaskInsideTheCallThatQueuesIt() throws Exception {
    List<String> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.execute(() -> order.add("inner"));
          loop.execute(done::countDown);
          order.add("outer");
        });

    assertThat(done.await(5, SECONDS)).isTrue();
    assertThat(order).containsExactly("outer", "inner");
  }

  @Test
  void losesNoWakeUpWhenTasksTrickleIn() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      assertThat(onLoop(() -> true)).isTrue();
    }
  }

  @Test
  void goesOnAfterATaskThatThrew() throws Exception {
    loop.execute(
        () -> {
          throw new IllegalStateException("thrown by a test");
        });

    assertThat(onLoop(() -> "alive")).isEqualTo("alive");
  }

  @Test
  void runsTimersByDeadlineAndThenByOrderOfScheduling() throws Exception {
    List<String> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.schedule(MILLISECONDS.toNanos(20), () -> order.add("later"));
          loop.schedule(MILLISECONDS.toNanos(21), done::countDown);
          loop.schedule(-5, () -> order.add("first"));
          loop.schedule(0, () -> order.add("second"));
        });

    assertThat(done.await(5, SECONDS)).isTrue();
    assertThat(order).containsExactly("first", "second", "later");
  }

  @Test
  void neverRunsATimerBeforeItsTime() throws Exception {
    long start = System.nanoTime();
    CompletableFuture<Long> ranAt = new CompletableFuture<>();
    loop.schedule(MILLISECONDS.toNanos(30), () -> ranAt.complete(System.nanoTime()));

    assertThat(ranAt.get(5, SECONDS) - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(30));
  }

  @Test
  void runsNoTimerThatWasCalledOffByAnyThread() throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Cancellable fromOutside = loop.schedule(MILLISECONDS.toNanos(5), ran::incrementAndGet);
    fromOutside.cancel();
    loop.execute(() -> loop.schedule(MILLISECONDS.toNanos(5), ran::incrementAndGet).cancel());
    Cancellable never = loop.schedule(Long.MAX_VALUE, ran::incrementAndGet);
    CountDownLatch done = new CountDownLatch(1);
    loop.schedule(MILLISECONDS.toNanos(15), done::countDown);

    assertThat(done.await(5, SECONDS)).isTrue();
    assertThat(ran).hasValue(0);
    never.cancel();
    never.cancel();
  }

  @Test
  void aTimerThatSetsItselfAgainDoesNotStarveTasks() throws Exception {
    loop.execute(this::scheduleForever);

    assertThat(onLoop(() -> true)).isTrue();
  }

  private void scheduleForever() {
    loop.schedule(0, this::scheduleForever);
  }

  @Test
  void runsWhatIsQueuedWhenClosedThenRejectsAndEndsItsThread() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      loop.execute(ran::incrementAndGet);
    }
    loop.close();

    assertThat(ran).hasValue(1_000);
    assertThat(threads).noneMatch(Thread::isAlive);
    assertThatThrownBy(() -> loop.execute(ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("loop-under-test");
    assertThatThrownBy(() -> loop.schedule(1, ran::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
    loop.close();
  }

  @Test
  void canBeClosedOnItself() throws Exception {
    loop.execute(loop::close);
    threads.get(0).join(5_000);

    assertThat(threads.get(0).isAlive()).isFalse();
  }

  @Test
  void runsEveryTaskThatItDidNotRejectWhileClosing() throws Exception {
    for (int round = 0; round < 200; round++) {
      ThreadEventLoop closing = ThreadEventLoop.start(this::newThread, Clock.system());
      AtomicInteger ran = new AtomicInteger();
      CompletableFuture<Integer> accepted =
          CompletableFuture.supplyAsync(() -> handInUntilRejected(closing, ran));
      closing.close();

      assertThat(accepted.get(5, SECONDS)).isEqualTo(ran.get());
    }
  }

  private static int handInUntilRejected(ThreadEventLoop loop, AtomicInteger ran) {
    int accepted = 0;
    while (true) {
      try {
        loop.execute(ran::incrementAndGet);
        accepted++;
      } catch (RejectedExecutionException e) {
        return accepted;
      }
    }
  }

  private <T> T onLoop(java.util.function.Supplier<T> question) throws Exception {
    return CompletableFuture.supplyAsync(question, loop).get(5, SECONDS);
  }
}
