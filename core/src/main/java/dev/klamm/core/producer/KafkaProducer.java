package dev.klamm.core.producer;

import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.InterruptException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import dev.klamm.api.producer.Callback;
import dev.klamm.api.producer.Partitioner;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.producer.TransactionalProducer;
import dev.klamm.api.record.RecordHeaders;
import dev.klamm.api.serde.Serializer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.producer.TransactionCalls.Kind;
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
 * The {@link dev.klamm.api.producer.Producer} for a Kafka cluster: Klamm's brokers or Apache
 * Kafka's. It is a {@link TransactionalProducer} with {@code transactional.id}; without, the calls
 * about transactions are refused.
 *
 * <p>Serializing and batching happen on the threads that call {@code send}, all else on one loop,
 * callbacks included. The futures returned are {@link CompletableFuture}s; what is chained to them
 * without an executor runs on that loop too and must not block.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public final class KafkaProducer<K, V> implements TransactionalProducer<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaProducer.class);

  private final Serializer<K> keySerializer;
  private final Serializer<V> valueSerializer;
  private final Partitioner partitioner;
  private final Interceptors<K, V> interceptors;
  private final ClientRuntime runtime;
  private final NetworkClient client;
  private final Sender sender;
  private final RecordAccumulator accumulator;
  private final @Nullable TransactionCalls transactions;
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
      this.client = new NetworkClient(runtime, parts.network(), "producer");
      TransactionGate gate = settings.transactionalId().isPresent() ? new TransactionGate() : null;
      this.sender =
          new Sender(
              SenderOptions.of(settings, runtime.random()),
              client,
              Codecs.load(),
              gate,
              runtime.random().nextLong());
      this.transactions = gate == null ? null : new TransactionCalls(gate, client.loop(), sender);
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
    OutgoingRecord outgoing =
        new OutgoingRecord(record, key, value, timestamp, partitioner, callback);
    accumulator.append(outgoing);
    return outgoing;
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

  @Override
  public Map<MetricName, Metric> metrics() {
    return client.metrics().all();
  }

  @Override
  public void initTransactions() {
    TransactionCalls calls = waiting("initTransactions");
    calls.await(Kind.INIT, calls::init, this::awaitOutcome);
  }

  @Override
  public CompletableFuture<Void> initTransactionsAsync() {
    return transactions("initTransactionsAsync").init();
  }

  @Override
  public void beginTransaction() {
    transactions("beginTransaction").begin();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    String call = "sendOffsetsToTransaction";
    awaitOutcome(waiting(call).sendOffsets(offsets, group), call);
  }

  @Override
  public CompletableFuture<Void> sendOffsetsToTransactionAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    return transactions("sendOffsetsToTransactionAsync").sendOffsets(offsets, group);
  }

  @Override
  public void commitTransaction() {
    TransactionCalls calls = waiting("commitTransaction");
    calls.await(Kind.COMMIT, calls::commit, this::awaitOutcome);
  }

  @Override
  public CompletableFuture<Void> commitTransactionAsync() {
    return transactions("commitTransactionAsync").commit();
  }

  @Override
  public void abortTransaction() {
    TransactionCalls calls = waiting("abortTransaction");
    calls.await(Kind.ABORT, calls::abort, this::awaitOutcome);
  }

  @Override
  public CompletableFuture<Void> abortTransactionAsync() {
    return transactions("abortTransactionAsync").abort();
  }

  private TransactionCalls waiting(String call) {
    refuseOnLoop(call);
    return transactions(call);
  }

  private TransactionCalls transactions(String call) {
    if (closed) {
      throw new IllegalStateException(call + " is not possible: the producer is closed");
    }
    TransactionCalls calls = transactions;
    if (calls == null) {
      throw new IllegalStateException(
          call + " is for transactional producers: set transactional.id");
    }
    return calls;
  }

  private void awaitOutcome(CompletableFuture<Void> outcome, String call) {
    try {
      await(outcome, maxBlockMs, call);
    } catch (TimeoutException e) {
      throw new TimeoutException(
          call
              + " has not ended within max.block.ms="
              + maxBlockMs
              + ", and goes on. What to do: call it again to wait for its outcome",
          e);
    }
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
    long deadline = deadlineNanos(timeout);
    if (transactions != null && !timeout.isZero()) {
      endTransactionWithin(timeout);
    }
    flushWithin(left(deadline));
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

  private long deadlineNanos(Duration timeout) {
    long most = Long.MAX_VALUE / 4;
    boolean forEver = timeout.compareTo(Duration.ofNanos(most)) >= 0;
    return runtime.clock().nanos() + (forEver ? most : timeout.toNanos());
  }

  private Duration left(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - runtime.clock().nanos()));
  }

  private void endTransactionWithin(Duration timeout) {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    client.loop().execute(() -> sender.endTransaction(ended));
    try {
      // A cluster that is gone must not keep an application from ending: it aborts by itself.
      await(ended, Math.min(timeout.toMillis(), maxBlockMs), "ending the transaction");
    } catch (KafkaException e) {
      LOG.warn("Closing with a transaction that is left for the broker to abort", e);
    }
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
