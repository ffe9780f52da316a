package dev.klamm.core.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.Answers;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.core.runtime.ThreadEventLoop;
import dev.klamm.protocol.ApiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has to do with threads that wait, on a loop with a real thread. */
@Timeout(60)
class ProducerThreadsTest {
  private static final String TOPIC = "orders";

  private final ThreadEventLoop loop = ThreadEventLoop.start(Thread::new, Clock.system());
  private final FakeCluster cluster = new FakeCluster(loop);
  private final FakeCluster.Broker broker = cluster.broker(1, new Endpoint("b1", 9092));
  private final FakeLog log = new FakeLog().serve(broker, TOPIC);
  private final AtomicBoolean runtimeClosed = new AtomicBoolean();

  ProducerThreadsTest() {
    broker.on(
        ApiKey.METADATA,
        (request, version, later) ->
            Answers.metadata(List.of(broker), Answers.topic(TOPIC, 1, 1, 3)));
  }

  @AfterEach
  void endLoop() {
    loop.close();
  }

  private KafkaProducer<String, String> producer(Object... settings) {
    Map<String, Object> map = new HashMap<>();
    map.put("bootstrap.servers", "b1:9092");
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    ClientRuntime runtime =
        new ClientRuntime(cluster, loop, new SplittableRandom(1), () -> runtimeClosed.set(true));
    return new KafkaProducer<>(
        ProducerSettings.of(map), new StringSerializer(), new StringSerializer(), runtime);
  }

  private static ProducerRecord<String, String> record(String value) {
    return new ProducerRecord<>(TOPIC, 0, null, value);
  }

  @Test
  void flushDoesNotLingerAndWaitsForEveryOutcome() {
    var producer = producer("linger.ms", 1_000_000, "delivery.timeout.ms", 2_000_000);
    List<CompletableFuture<RecordMetadata>> all = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      all.add(producer.send(new ProducerRecord<>(TOPIC, "key" + i, "" + i)));
    }
    producer.flush();
    assertThat(all).allMatch(CompletableFuture::isDone);
    producer.flush();
    producer.close();
  }

  @Test
  void closeSendsWhatIsThereAndTakesNoMore() {
    var producer = producer("linger.ms", 1_000_000, "delivery.timeout.ms", 2_000_000);
    var future = producer.send(record("a"));
    producer.close();
    producer.close();
    assertThat(future.join().offset()).isZero();
    assertThat(runtimeClosed).isTrue();
    assertThatThrownBy(() -> producer.send(record("b")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closeWithoutTimeFailsWhatIsNotSent() {
    broker.up = false;
    var producer = producer();
    var parked = producer.send(record("a"));
    producer.close(Duration.ZERO);
    assertThat(parked.handle((metadata, error) -> error).join())
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("closed before");
  }

  @Test
  void aCallbackMayCloseButNotFlush() throws Exception {
    var producer = producer();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    producer.send(
        record("a"),
        (metadata, error) -> {
          try {
            producer.flush();
          } catch (IllegalStateException e) {
            refused.set(e);
          }
          producer.close();
          done.complete(null);
        });
    done.get(30, TimeUnit.SECONDS);
    assertThat(refused.get()).hasMessageContaining("a callback must not call it");
  }

  @Test
  void sendersThatWaitForMemoryAllGetTheirTurnAndKeepTheirOrder() throws Exception {
    var producer =
        producer("klamm.producer.buffer.full", "wait", "buffer.memory", 40_000, "batch.size", 2000);
    List<Thread> threads = new ArrayList<>();
    int perThread = 3000;
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < perThread; i++) {
                  producer.send(record(thread + ":" + i));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    producer.close();
    List<String> stored = log.of(TOPIC, 0);
    assertThat(stored).hasSize(4 * perThread);
    for (int t = 0; t < 4; t++) {
      String prefix = t + ":";
      assertThat(stored.stream().filter(value -> value.startsWith(prefix)))
          .containsExactlyElementsOf(numbered(prefix, perThread));
    }
  }

  private static List<String> numbered(String prefix, int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(prefix + i);
    }
    return all;
  }

  @Test
  void waitingForMemoryEnds() {
    log.mute = true;
    var producer =
        producer(
            "klamm.producer.buffer.full", "wait",
            "buffer.memory", 2000,
            "batch.size", 1000,
            "max.block.ms", 50);
    var outcome = producer.send(record("x".repeat(900)));
    for (int i = 0; i < 3; i++) {
      outcome = producer.send(record("x".repeat(900)));
    }
    assertThat(outcome.handle((metadata, error) -> error).join())
        .hasMessageContaining("buffer.memory=2000");
    producer.close(Duration.ZERO);
  }

  @Test
  void partitionsOfATopicAreFetched() {
    var producer = producer();
    assertThat(producer.partitionsFor(TOPIC)).hasSize(3);
    producer.close();
  }
}
