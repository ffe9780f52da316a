package dev.klamm.core.producer;

import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.error.InterruptException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.producer.Callback;
import dev.klamm.api.producer.Partitioner;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.record.RecordHeaders;
import dev.klamm.api.serde.Serializer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.record.codec.Codecs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Producer} for a Kafka cluster: Klamm's brokers or Apache Kafka's.
 *
 * <p>Serializing and batching happen on the threads that call {@code send}, all else on one loop,
 * callbacks included. The futures returned are {@link CompletableFuture}s; what is chained to them
 * without an executor runs on that loop too and must not block.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public final class KafkaProducer<K, V> implements Producer<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaProducer.class);

  private final Serializer<K> keySerializer;
  private final Serializer<V> valueSerializer;
  private final Partitioner partitioner;
  private final Interceptors<K, V> interceptors;
  private final ClientRuntime runtime;
  private final NetworkClient client;
  private final Sender sender;
  private final RecordAccumulator accumulator;
  private final long maxBlockMs;
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile boolean closed;

  /** A producer with settings by Kafka's keys; serializers are among them. */
  public KafkaProducer(Map<String, ?> settings) {
    this(ProducerSettings.of(settings), null, null);
  }

  /** A producer with settings by Kafka's keys; it closes the serializers when it is closed. */
  public KafkaProducer(
      Map<String, ?> settings,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer) {
    this(ProducerSettings.of(settings), keySerializer, valueSerializer);
  }

  /** A producer with settings by Kafka's keys; serializers are among them. */
  public KafkaProducer(Properties settings) {
    this(ProducerSettings.of(settings), null, null);
  }

  /** A producer with settings by Kafka's keys; it closes the serializers when it is closed. */
  public KafkaProducer(
      Properties settings,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer) {
    this(ProducerSettings.of(settings), keySerializer, valueSerializer);
  }

  /**
   * A producer with a TCP transport and a thread of its own.
   *
   * @param keySerializer or null for the one in the settings
   * @param valueSerializer or null for the one in the settings
   */
  public KafkaProducer(
      ProducerSettings settings,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer) {
    this(settings, keySerializer, valueSerializer, openRuntime(settings));
  }

  /**
   * A producer on a given transport, loop and clock, such as those of an embedded broker or a
   * simulation. Closing the producer closes the runtime.
   */
  public KafkaProducer(
      ProducerSettings settings,
      @Nullable Serializer<K> keySerializer,
      @Nullable Serializer<V> valueSerializer,
      ClientRuntime runtime) {
    this.runtime = runtime;
    try {
      ProducerParts parts = new ProducerParts(settings);
      this.keySerializer = parts.keySerializer(keySerializer);
      this.valueSerializer = parts.valueSerializer(valueSerializer);
      this.partitioner = parts.partitioner();
      this.interceptors = parts.interceptors();
      this.client = new NetworkClient(runtime, parts.network());
      this.sender =
          new Sender(
              SenderOptions.of(settings, runtime.random()),
              client,
              Codecs.load(),
              runtime.random().nextLong());
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
    this.accumulator = sender.accumulator();
    this.maxBlockMs = settings.maxBlock().toMillis();
    settings.client().warnings().forEach(LOG::warn);
  }

  private static ClientRuntime openRuntime(ProducerSettings settings) {
    Map<String, String> texts = new HashMap<>();
    settings.settings().originals().forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return ClientRuntime.open("klamm-" + new ProducerParts(settings).clientId(), texts);
  }

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<K, V> record) {
    return send(record, null);
  }

  @Override
  public CompletableFuture<RecordMetadata> send(
      ProducerRecord<K, V> record, @Nullable Callback callback) {
    if (interceptors.isEmpty()) {
      return append(record, callback);
    }
    ProducerRecord<K, V> intercepted = interceptors.onSend(record);
    try {
      return append(intercepted, interceptors.around(callback, intercepted.headers()));
    } catch (RuntimeException e) {
      interceptors.onSendError(intercepted, e);
      throw e;
    }
  }

  private RecordFuture append(ProducerRecord<K, V> record, @Nullable Callback callback) {
    if (closed) {
      throw new IllegalStateException("the producer is closed, and takes no more records");
    }
    String topic = record.topic();
    byte[] key = keySerializer.serialize(topic, record.headers(), record.key());
    byte[] value = valueSerializer.serialize(topic, record.headers(), record.value());
    if (record.headers() instanceof RecordHeaders headers) {
      headers.setReadOnly();
    }
    Long given = record.timestamp();
    long timestamp = given != null ? given : runtime.clock().wallMillis();
    RecordFuture future = new RecordFuture(callback, timestamp, sizeOf(key), sizeOf(value));
    accumulator.append(
        new OutgoingRecord(
            topic,
            record.partition(),
            partitioner,
            record.key(),
            key,
            record.value(),
            value,
            record.headers().toArray(),
            timestamp,
            future));
    return future;
  }

  private static int sizeOf(byte @Nullable [] bytes) {
    return bytes == null ? -1 : bytes.length;
  }

  @Override
  public void flush() {
    refuseOnLoop("flush");
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      client.loop().execute(() -> sender.flush(() -> done.complete(null)));
    } catch (RejectedExecutionException e) {
      return; // closed, so every record has its outcome
    }
    await(done, Long.MAX_VALUE, "flush");
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    refuseOnLoop("partitionsFor");
    CompletableFuture<List<PartitionInfo>> found = new CompletableFuture<>();
    client
        .loop()
        .execute(
            () ->
                client
                    .metadata()
                    .awaitTopic(
                        topic,
                        maxBlockMs,
                        (snapshot, error) -> {
                          if (error != null) {
                            found.completeExceptionally(error);
                          } else {
                            found.complete(snapshot.toCluster().partitionsForTopic(topic));
                          }
                        }));
    // The loop ends the wait; the margin is for a loop that is stuck.
    return await(found, maxBlockMs + 5_000, "partitionsFor");
  }

  private void refuseOnLoop(String what) {
    if (client.loop().inEventLoop()) {
      throw new IllegalStateException(
          what + " waits for the producer's own thread, so a callback must not call it");
    }
  }

  private static <T> T await(CompletableFuture<T> future, long timeoutMs, String what) {
    try {
      return future.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException("interrupted in " + what, e);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException(what + " took more than " + timeoutMs + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException error
          ? error
          : new IllegalStateException(what + " failed", e.getCause());
    }
  }

  @Override
  public void close() {
    close(Duration.ofMillis(Long.MAX_VALUE));
  }

  @Override
  public void close(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("close timeout is " + timeout + ", but must be 0 or more");
    }
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    closed = true;
    if (client.loop().inEventLoop()) {
      // Waiting here would keep the loop from doing what is waited for, or from ending.
      tearDown();
      closeParts();
      CompletableFuture.runAsync(runtime::close);
      return;
    }
    flushWithin(timeout);
    CompletableFuture<Void> down = new CompletableFuture<>();
    client
        .loop()
        .execute(
            () -> {
              tearDown();
              down.complete(null);
            });
    await(down, Long.MAX_VALUE, "close");
    runtime.close();
    closeParts();
  }

  private void flushWithin(Duration timeout) {
    if (timeout.isZero()) {
      return;
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    client.loop().execute(() -> sender.flush(() -> done.complete(null)));
    try {
      await(done, timeout.toMillis(), "close");
    } catch (TimeoutException e) {
      LOG.warn("Closing before all records are sent, since {} are over", timeout);
    }
  }

  private void tearDown() {
    sender.close(new TimeoutException("the producer was closed before the record was sent"));
    client.close();
  }

  private void closeParts() {
    interceptors.close();
    partitioner.close();
    keySerializer.close();
    valueSerializer.close();
  }
}
