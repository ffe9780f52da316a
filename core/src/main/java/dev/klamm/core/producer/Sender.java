package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.producer.PartitionLine.Arrival;
import dev.klamm.core.producer.ProduceExchange.SentBatch;
import dev.klamm.core.producer.TransactionManager.State;
import dev.klamm.core.record.codec.Codecs;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due. It looks when it is told that there is something new, when an answer comes,
 * and when a time is up; each look goes over the partitions that have anything at all.
 *
 * <pre>
 *   look:  for each active partition   expire, new epoch if needed, is something due?
 *          for each broker with room   one request of the batches that are due there
 *          again, while something went out
 * </pre>
 *
 * <p>On the loop only, but for the {@link RecordAccumulator.Waker} and {@link #wakeUp}.
 */
final class Sender implements RecordAccumulator.Waker {
  private final SenderOptions options;
  private final NetworkClient client;
  private final TransactionManager transactions;
  private final TransactionSender coordinators;
  private final BatchSealer sealer;
  private final ProducerMetrics metrics;
  private final BatchOutcomes outcomes;
  private final RecordAccumulator accumulator;
  private final MpscUnboundedArrayQueue<PartitionQueue> news = new MpscUnboundedArrayQueue<>(64);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final List<PartitionQueue> active = new ArrayList<>();
  private final Map<Integer, BrokerSlot> slots = new HashMap<>();
  private final TopicWatch topics;
  private final BatchExpiry expiry;
  private final LookTimer timer;
  private int flushes;
  private int drains;
  private int rotation;
  private boolean closed;

  /** A broker, and what goes to it next. */
  private static final class BrokerSlot {
    final int nodeId;
    int inFlight;
    long mutedUntilNanos;
    boolean muted;
    boolean ready;
    final List<PartitionQueue> candidates = new ArrayList<>();

    BrokerSlot(int nodeId) {
      this.nodeId = nodeId;
    }
  }

  /** May be called by any thread. */
  Sender(
      SenderOptions options,
      NetworkClient client,
      Codecs codecs,
      @Nullable TransactionGate gate,
      long seed) {
    this.options = options;
    this.client = client;
    this.accumulator =
        new RecordAccumulator(options, client.loop(), new SplittableRandom(seed), gate, this);
    this.transactions = new TransactionManager(options.idempotent(), gate, this::wakeUp);
    this.coordinators = new TransactionSender(options, client, transactions);
    this.sealer = new BatchSealer(options, codecs, accumulator.ratio());
    this.metrics = new ProducerMetrics(client.metrics(), accumulator.pool());
    this.outcomes = new BatchOutcomes(options, client, accumulator, transactions, metrics);
    this.timer = new LookTimer(client.loop(), this::look);
    this.expiry = new BatchExpiry(options, accumulator, outcomes);
    this.topics = new TopicWatch(client, accumulator, options, this::wakeUp);
  }

  RecordAccumulator accumulator() {
    return accumulator;
  }

  @Override
  public void onBatch(PartitionQueue queue) {
    if (queue.list()) {
      news.offer(queue);
    }
    wakeUp();
  }

  @Override
  public void onFull() {
    wakeUp();
  }

  @Override
  public void onParked(TopicQueues topic) {
    topics.onParked(topic);
  }

  @Override
  public void onFailed(KafkaException error) {
    transactions.onRecordFailed(error);
  }

  @Override
  public void onExhausted(int records) {
    metrics.exhausted(records);
  }

  /** Has the loop look soon. Many calls make one look. Any thread. */
  void wakeUp() {
    if (!woken.get() && woken.compareAndSet(false, true)) {
      client.loop().execute(this::look);
    }
  }

  private void look() {
    woken.set(false);
    if (closed) {
      return;
    }
    takeNews();
    KafkaException failure = transactions.failure();
    if (failure != null) {
      failAll(failure);
      return;
    }
    KafkaException unsent = transactions.unsent();
    if (unsent != null) {
      failUnsent(unsent);
    }
    if (!active.isEmpty()) {
      transactions.prepare();
    }
    boolean sent;
    do {
      timer.forget();
      examineAll();
      sent = sendReady();
    } while (sent);
    coordinators.look();
    active.removeIf(queue -> queue.line.isEmpty() && queue.unlistIfEmpty());
    if (topics.expireParked(now())) {
      timer.lookAt(now() + TimeUnit.SECONDS.toNanos(1));
    }
    timer.arm();
  }

  private void takeNews() {
    for (PartitionQueue queue = news.poll(); queue != null; queue = news.poll()) {
      active.add(queue);
    }
  }

  private void examineAll() {
    long now = now();
    boolean hurry = flushes > 0 || accumulator.pool().isContended();
    for (BrokerSlot slot : slots.values()) {
      slot.ready = false;
      slot.candidates.clear();
    }
    int count = active.size();
    rotation = count == 0 ? 0 : (rotation + 1) % count;
    for (int i = 0; i < count; i++) {
      examine(active.get((i + rotation) % count), now, hurry);
    }
  }

  /** Finds out whether a partition has something to send now, or when. */
  private void examine(PartitionQueue queue, long now, boolean hurry) {
    expiry.expire(queue, now, timer);
    PartitionLine line = queue.line;
    if (!transactions.isReady() || !isNumbered(line)) {
      return;
    }
    long due = dueNanos(queue, now, hurry);
    if (due == PartitionQueue.NONE || !transactions.admits(queue.partition)) {
      return;
    }
    if (line.leader < 0) {
      client.metadata().requestUpdate();
      return;
    }
    BrokerSlot slot = slots.computeIfAbsent(line.leader, BrokerSlot::new);
    if (slot.inFlight >= options.maxInFlight()) {
      return;
    }
    if (slot.muted && slot.mutedUntilNanos - now > 0) {
      timer.lookAt(slot.mutedUntilNanos);
      return;
    }
    if (due - now <= 0) {
      slot.ready = true;
    } else {
      timer.lookAt(due);
    }
    slot.candidates.add(queue);
  }

  /** Brings the partition to the epoch that its next batch must have. */
  private boolean isNumbered(PartitionLine line) {
    if (!transactions.isIdempotent()) {
      return true;
    }
    if (line.needsNewEpoch(transactions)) {
      if (transactions.isTransactional()) {
        return false;
      }
      transactions.newEpoch();
      if (!transactions.isReady()) {
        return false;
      }
    }
    line.adopt(transactions);
    return !line.restart || line.mustProbe();
  }

  private long dueNanos(PartitionQueue queue, long now, boolean hurry) {
    PartitionLine line = queue.line;
    if (line.hasRetry()) {
      ProducerBatch retry = line.retry();
      return retry == null ? PartitionQueue.NONE : retry.retryAtNanos;
    }
    if (line.size() >= options.maxInFlight()) {
      return PartitionQueue.NONE;
    }
    long since = queue.headSince();
    if (since == PartitionQueue.NONE) {
      return since;
    }
    return hurry || since == PartitionQueue.FULL ? now : since + options.lingerNanos();
  }

  private boolean sendReady() {
    boolean sent = false;
    boolean hurry = flushes > 0 || accumulator.pool().isContended();
    for (BrokerSlot slot : slots.values()) {
      if (slot.ready) {
        sent |= send(slot, hurry);
      }
    }
    return sent;
  }

  private boolean send(BrokerSlot slot, boolean hurry) {
    List<SentBatch> picked = new ArrayList<>(slot.candidates.size());
    int bytes = 0;
    for (PartitionQueue queue : slot.candidates) {
      ProducerBatch batch = take(queue, hurry);
      if (batch == null) {
        continue;
      }
      if (!picked.isEmpty() && bytes + batch.sizeInBytes() > options.maxRequestSize()) {
        // It stays in its line as if it had failed, and is first to go with the next request.
        batch.retryAtNanos = now();
        continue;
      }
      bytes += batch.sizeInBytes();
      picked.add(new SentBatch(queue, batch));
    }
    if (!picked.isEmpty()) {
      send(slot, picked);
    }
    return !picked.isEmpty();
  }

  /** The batch of a partition that goes out now, sealed and in line. */
  private @Nullable ProducerBatch take(PartitionQueue queue, boolean hurry) {
    PartitionLine line = queue.line;
    long now = now();
    ProducerBatch batch = line.retry();
    if (batch != null) {
      if (batch.retryAtNanos - now > 0) {
        return null;
      }
    } else {
      // What has waited for half its time goes along with a request that goes anyhow.
      boolean full = hurry || queue.headSince() == PartitionQueue.FULL;
      batch = full ? queue.poll() : queue.pollOlderThan(now - options.lingerNanos() / 2);
      if (batch == null) {
        return null;
      }
      line.add(batch);
    }
    if (!batch.isSealed()) {
      if (sealer.compresses()) {
        sealer.seal(batch);
      }
      if (batch.sizeInBytes() > options.maxRequestSize()) {
        outcomes.onTooLarge(
            new SentBatch(queue, batch), "max.request.size", options.maxRequestSize());
        wakeUp();
        return null;
      }
    }
    if (transactions.isIdempotent() && !batch.hasSequence()) {
      line.number(batch);
    }
    if (!batch.isSealed()) {
      sealer.seal(batch);
    }
    return batch;
  }

  private void send(BrokerSlot slot, List<SentBatch> picked) {
    long now = now();
    for (SentBatch one : picked) {
      ProducerBatch batch = one.batch();
      batch.onWire = true;
      // Without an answer nobody knows when the transport has read it.
      batch.keepsMemory |= options.acks() == 0;
      if (batch.attempts++ == 0) {
        batch.firstTryNanos = now;
        metrics.sending(batch, now);
      } else {
        metrics.sendingAgain(batch);
      }
    }
    slot.inFlight++;
    transactions.onSent();
    ProduceExchange exchange =
        new ProduceExchange(
            slot.nodeId,
            picked,
            options,
            transactions,
            client.metadata().snapshot(),
            new Answers());
    client.send(Destination.node(slot.nodeId), exchange.call(), exchange);
  }

  private final class Answers implements ProduceExchange.Listener {
    @Override
    public void onEnd(ProduceExchange exchange, int throttleTimeMs) {
      BrokerSlot slot = slots.computeIfAbsent(exchange.nodeId, BrokerSlot::new);
      slot.inFlight--;
      slot.muted = throttleTimeMs > 0;
      slot.mutedUntilNanos = now() + TimeUnit.MILLISECONDS.toNanos(throttleTimeMs);
      exchange.sent().forEach(one -> one.batch().onWire = false);
    }

    @Override
    public void onAnswer(SentBatch sent, PartitionProduceResponse answer) {
      outcomes.onAnswer(sent, answer);
    }

    @Override
    public void onNoAnswer(SentBatch sent, KafkaException error) {
      outcomes.onNoAnswer(sent, error);
    }

    @Override
    public void onTold() {
      if (!closed) {
        look();
      }
    }
  }

  /** Sends all there is without lingering, and runs this when it has its outcome. */
  void flush(Runnable done) {
    flushes++;
    Flush.begin(
        accumulator.topics(),
        () -> {
          flushes--;
          done.run();
        });
    wakeUp();
  }

  void initTransactions(CompletableFuture<Void> outcome) {
    transactions.init(outcome);
  }

  void beginTransaction() {
    transactions.begin(coordinators.understood());
  }

  void sendOffsets(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group,
      CompletableFuture<Void> outcome) {
    transactions.sendOffsets(offsets, group, outcome);
  }

  void commitTransaction(CompletableFuture<Void> outcome) {
    transactions.commit(outcome);
    if (transactions.state() == State.COMMITTING) {
      drain();
    }
  }

  void abortTransaction(CompletableFuture<Void> outcome) {
    transactions.abort(outcome);
    if (transactions.state() == State.ABORTING) {
      failUnsent(TransactionErrors.aborted());
      drain();
    }
  }

  /** Ends the transaction that is open, if one is: what is being committed may go on. */
  void endTransaction(CompletableFuture<Void> outcome) {
    CompletableFuture<Void> underWay = transactions.outcome();
    switch (transactions.state()) {
      case IN_TRANSACTION, ABORTABLE_ERROR -> abortTransaction(outcome);
      case COMMITTING, ABORTING -> {
        if (underWay == null) {
          outcome.complete(null);
        } else {
          underWay.whenComplete((done, error) -> outcome.complete(null));
        }
      }
      case NOT_NEEDED, NONE, INITIALIZING, READY, FAILED -> outcome.complete(null);
    }
  }

  /** Tells the transaction when all records that there are now have their outcome. */
  private void drain() {
    int drain = ++drains;
    flush(
        () -> {
          if (drain == drains) {
            transactions.onDrained();
            wakeUp();
          }
        });
  }

  /** Fails all records that are not on their way to a broker. */
  private void failUnsent(KafkaException error) {
    for (TopicQueues topic : accumulator.topics()) {
      topic.failParked(error);
      TopicQueues.View view = topic.view();
      if (view != null) {
        for (PartitionQueue queue : view.queues) {
          for (ProducerBatch batch : queue.line.all()) {
            if (!batch.onWire) {
              outcomes.giveUp(new SentBatch(queue, batch), error, Arrival.NO);
            }
          }
          failWaiting(queue, error);
        }
      }
    }
  }

  private void failAll(KafkaException error) {
    for (TopicQueues topic : accumulator.topics()) {
      topic.failParked(error);
      TopicQueues.View view = topic.view();
      if (view != null) {
        for (PartitionQueue queue : view.queues) {
          failAll(queue, error);
        }
      }
    }
    active.removeIf(PartitionQueue::unlistIfEmpty);
  }

  private void failAll(PartitionQueue queue, KafkaException error) {
    for (ProducerBatch batch : queue.line.all()) {
      outcomes.giveUp(new SentBatch(queue, batch), error, Arrival.NO);
    }
    failWaiting(queue, error);
  }

  private void failWaiting(PartitionQueue queue, KafkaException error) {
    for (ProducerBatch batch = queue.poll(); batch != null; batch = queue.poll()) {
      accumulator.release(batch);
      batch.fail(error);
    }
  }

  /** Takes and sends no more; fails what is left. */
  void close(KafkaException error) {
    closed = true;
    timer.cancel();
    coordinators.close();
    transactions.close(error);
    accumulator.close(error);
    failAll(error);
    sealer.close();
  }

  private long now() {
    return client.loop().clock().nanos();
  }
}
