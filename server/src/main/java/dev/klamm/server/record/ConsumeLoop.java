package dev.klamm.server.record;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.WakeupException;
import dev.klamm.server.terminal.OutputFailure;
import dev.klamm.server.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Polls and writes until enough is written, the end is reached, nothing came for too long, or the
 * process is told to stop. What was written is what is committed.
 */
final class ConsumeLoop implements ConsumerRebalanceListener {

  private static final long POLL_MS = 1_000;
  private static final long END_POLL_MS = 100;
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MS = 5_000;

  private final Consumer<byte[], byte[]> consumer;
  private final RecordWriter writer;
  private final Terminal terminal;
  private final ConnectionWatch watch;
  private final long timeoutMs;
  private final Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
  private long left;
  private long lastCommit = System.nanoTime();
  private volatile boolean stopped;

  ConsumeLoop(
      Consumer<byte[], byte[]> consumer,
      RecordWriter writer,
      Terminal terminal,
      ConnectionWatch watch,
      long maxMessages,
      long timeoutMs) {
    this.consumer = consumer;
    this.writer = writer;
    this.terminal = terminal;
    this.watch = watch;
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
      // All that is to be committed is; closing would ask once more.
      written.clear();
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
          watch.seen();
          write(records);
          lastRecord = System.nanoTime();
          commitNowAndThen(commits);
        } else if (millisSince(lastRecord) >= timeoutMs) {
          break;
        } else {
          watch.look();
        }
      }
    } catch (WakeupException e) {
      if (!stopped) {
        throw e;
      }
    } finally {
      terminal.flush();
    }
    if (commits) {
      commitAll();
    }
  }

  /** Partitions without records as well, so that none that come later are missed. */
  private void commitAll() {
    for (TopicPartition partition : consumer.assignment()) {
      if (!written.containsKey(partition)) {
        written.put(partition, new OffsetAndMetadata(consumer.position(partition)));
      }
    }
    if (!written.isEmpty()) {
      consumer.commitSync(written);
    }
  }

  /** Commits for partitions that go to another member. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> leaving = new HashMap<>(written);
    leaving.keySet().retainAll(partitions);
    if (!leaving.isEmpty()) {
      consumer.commitSync(leaving);
    }
    written.keySet().removeAll(partitions);
  }

  /** Nothing is left to say about what another member has already. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    written.keySet().removeAll(partitions);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    written.keySet().removeAll(partitions);
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
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (left == 0) {
          // Polled but not wanted any more: the group goes on from there.
          written.putIfAbsent(partition, new OffsetAndMetadata(record.offset()));
          continue;
        }
        left--;
        writer.write(record, terminal.out());
        written.put(
            partition, new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), ""));
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
