package dev.klamm.core.txn;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.Effect;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.coordinator.TimerEvent;
import dev.klamm.core.txn.TransactionEffect.EndOffsets;
import dev.klamm.core.txn.TransactionEffect.EndPartition;
import dev.klamm.protocol.message.DescribeTransactionsRequest;
import dev.klamm.protocol.message.DescribeTransactionsResponse;
import dev.klamm.protocol.message.DescribeTransactionsResponse.TransactionState;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator on a table: simulated time, a map for a store, and what it wants done elsewhere in
 * a list. Every effect is applied as the engine would.
 */
final class TransactionBed {

  static final String ID = "id";
  static final int TIMEOUT_MS = 60_000;
  static final TopicPartition T0 = new TopicPartition("t", 0);
  static final TopicPartition T1 = new TopicPartition("t", 1);

  /** A request to end a transaction in version 1, and in version 2. */
  static final int V1 = 4;

  static final int V2 = 5;

  /** An answer. */
  private static final class Promise<R> implements ReplyHandle<R> {
    private @Nullable R answer;

    @Override
    public void complete(R response) {
      answer = response;
    }

    @Override
    public void fail(RuntimeException cause) {
      throw new AssertionError(cause);
    }

    R get() {
      if (answer == null) {
        throw new AssertionError("not answered");
      }
      return answer;
    }
  }

  final TreeMap<byte[], byte[]> store;
  final List<EndPartition> markers = new ArrayList<>();
  final List<EndOffsets> offsets = new ArrayList<>();
  private final Map<TimerEvent, Long> timers = new HashMap<>();
  private final TransactionCoordinator coordinator;
  long nowMs = 1_000_000;

  TransactionBed() {
    this(new TreeMap<>(Arrays::compareUnsigned), 1_000_000);
  }

  private TransactionBed(TreeMap<byte[], byte[]> store, long nowMs) {
    this.store = store;
    this.nowMs = nowMs;
    coordinator = new TransactionCoordinator(TransactionSettings.defaults(), 3);
    for (byte[] prefix : coordinator.prefixes()) {
      store
          .tailMap(prefix, true)
          .forEach(
              (key, value) -> {
                int same = Arrays.mismatch(prefix, key);
                if (same < 0 || same >= prefix.length) {
                  coordinator.replay(key, value);
                }
              });
    }
    happen((c, effects) -> c.onLoaded(this.nowMs, effects));
  }

  /** The same store under a new coordinator. */
  TransactionBed restarted() {
    TreeMap<byte[], byte[]> copy = new TreeMap<>(Arrays::compareUnsigned);
    copy.putAll(store);
    return new TransactionBed(copy, nowMs);
  }

  void advance(long ms) {
    nowMs += ms;
    List<TimerEvent> due =
        timers.entrySet().stream()
            .filter(each -> each.getValue() <= nowMs)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(timers::remove);
    due.forEach(event -> happen((c, effects) -> c.onTimer(event, nowMs, effects)));
  }

  void happen(BiConsumer<TransactionCoordinator, Effects> event) {
    Effects effects = new Effects();
    event.accept(coordinator, effects);
    effects.asList().forEach(this::apply);
  }

  private void apply(Effect effect) {
    if (effect instanceof Effect.Put put) {
      store.put(put.key(), put.value());
      coordinator.replay(put.key(), put.value());
    } else if (effect instanceof Effect.Delete delete) {
      store.remove(delete.key());
      coordinator.replay(delete.key(), null);
    } else if (effect instanceof Effect.Reply<?> reply) {
      reply.send();
    } else if (effect instanceof Effect.SetTimer set) {
      timers.put(set.event(), nowMs + set.delayMs());
    } else if (effect instanceof EndPartition marker) {
      markers.add(marker);
    } else if (effect instanceof EndOffsets end) {
      offsets.add(end);
    }
  }

  // Requests.

  static InitProducerIdRequest initializing(String transactionalId) {
    return new InitProducerIdRequest()
        .transactionalId(transactionalId)
        .transactionTimeoutMs(TIMEOUT_MS);
  }

  InitProducerIdResponse init(InitProducerIdRequest request) {
    Promise<InitProducerIdResponse> to = new Promise<>();
    happen((c, effects) -> c.initProducerId(request, (short) 5, to, nowMs, effects));
    return to.get();
  }

  Producer init() {
    InitProducerIdResponse answer = init(initializing(ID));
    return new Producer(ID, answer.producerId(), answer.producerEpoch());
  }

  KafkaError add(Producer producer, TopicPartition partition, TransactionVersion version) {
    KafkaError[] error = {KafkaError.NONE};
    happen(
        (c, effects) ->
            error[0] = c.addPartitions(producer, Set.of(partition), version, nowMs, effects));
    return error[0];
  }

  KafkaError addGroup(Producer producer, String group) {
    KafkaError[] error = {KafkaError.NONE};
    happen(
        (c, effects) ->
            error[0] = c.addGroup(producer, group, TransactionVersion.V2, nowMs, effects));
    return error[0];
  }

  KafkaError verify(Producer producer, TopicPartition partition) {
    return coordinator.verifyPartition(producer, partition);
  }

  EndTxnResponse end(Producer producer, boolean committed, int apiVersion) {
    Promise<EndTxnResponse> to = new Promise<>();
    EndTxnRequest request =
        new EndTxnRequest()
            .transactionalId(producer.transactionalId())
            .producerId(producer.producerId())
            .producerEpoch(producer.epoch())
            .committed(committed);
    happen((c, effects) -> c.endTransaction(request, (short) apiVersion, to, nowMs, effects));
    return to.get();
  }

  TransactionState describe(String transactionalId) {
    Promise<DescribeTransactionsResponse> to = new Promise<>();
    DescribeTransactionsRequest request =
        new DescribeTransactionsRequest().transactionalIds(List.of(transactionalId));
    happen((c, effects) -> c.describe(request, to, nowMs, effects));
    return to.get().transactionStates().get(0);
  }

  ListTransactionsResponse list(ListTransactionsRequest request) {
    Promise<ListTransactionsResponse> to = new Promise<>();
    happen((c, effects) -> c.list(request, to, nowMs, effects));
    return to.get();
  }

  static KafkaError error(EndTxnResponse answer) {
    return KafkaError.forCode(answer.errorCode());
  }

  static Producer next(EndTxnResponse answer) {
    return new Producer(ID, answer.producerId(), answer.producerEpoch());
  }
}
