package dev.klamm.server.record;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.WakeupException;
import dev.klamm.server.terminal.OutputFailure;
import dev.klamm.server.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Polls and writes until enough is written, the end is reached, nothing came for too long, or the
 * process is told to stop. What was written is what is committed.
 */
final class ConsumeLoop {

  private static final long POLL_MS = 1_000;
  private static final long END_POLL_MS = 100;
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MS = 5_000;

  private final Consumer<byte[], byte[]> consumer;
  private final RecordWriter writer;
  private final Terminal terminal;
  private final long timeoutMs;
  private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
  private long left;
  private long lastCommit = System.nanoTime();
  private volatile boolean stopped;

  ConsumeLoop(
      Consumer<byte[], byte[]> consumer,
      RecordWriter writer,
      Terminal terminal,
      long maxMessages,
      long timeoutMs) {
    this.consumer = consumer;
    this.writer = writer;
    this.terminal = terminal;
    this.left = maxMessages;
    this.timeoutMs = timeoutMs;
  }

  /** Does the work so that SIGINT or SIGTERM ends it early but in good order. */
  void stopOnSignal(Runnable work) {
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(done), "klamm-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      work.run();
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    } finally {
      done.countDown();
      if (!stopped) {
        forget(hook);
      }
    }
  }

  private void stop(CountDownLatch done) {
    stopped = true;
    consumer.wakeup();
    try {
      done.await(STOP_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came just now; the hook finds the work done.
      Thread.onSpinWait();
    }
  }

  /** Polls until there is a reason to end. */
  void run(boolean untilEnd, boolean commits) {
    EndWatch end = new EndWatch(consumer);
    long lastRecord = System.nanoTime();
    try {
      while (!stopped && left > 0 && !(untilEnd && end.isReached())) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(pollTime(untilEnd, lastRecord));
        if (!records.isEmpty()) {
          write(records);
          lastRecord = System.nanoTime();
          commitNowAndThen(commits);
        } else if (millisSince(lastRecord) >= timeoutMs) {
          break;
        }
      }
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    } finally {
      terminal.flush();
    }
    if (commits && !written.isEmpty()) {
      consumer.commitSync(written);
    }
  }

  private Duration pollTime(boolean untilEnd, long lastRecord) {
    long most = untilEnd ? END_POLL_MS : POLL_MS;
    return Duration.ofMillis(Math.max(0, Math.min(most, timeoutMs - millisSince(lastRecord))));
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private void write(ConsumerRecords<byte[], byte[]> records) {
    try {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (left-- <= 0) {
          left = 0;
          break;
        }
        writer.write(record, terminal.out());
        written.put(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
      }
    } catch (IOException e) {
      throw OutputFailure.of(e);
    }
    terminal.flush();
  }

  private void commitNowAndThen(boolean commits) {
    if (commits && System.nanoTime() - lastCommit >= COMMIT_NANOS) {
      lastCommit = System.nanoTime();
      consumer.commitAsync(Map.copyOf(written), null);
    }
  }
}
