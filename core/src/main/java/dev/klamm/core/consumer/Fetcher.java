package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.CorruptRecordException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsView;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.record.RecordBatches;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchResponse;
import dev.klamm.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.klamm.protocol.message.FetchResponse.PartitionData;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one fetch under way per broker, and fetches on while the application works: a partition is
 * asked for while not much more than {@code max.partition.fetch.bytes} of it are buffered, so one
 * answer can be worked on while the next one is on its way.
 *
 * <p>A broker with a partition that is full is left alone until the application has caught up. Else
 * a fetch without that partition would wait at the broker for other records, and the full one,
 * emptied meanwhile, would have to wait for it.
 *
 * <p>On the event loop only.
 */
final class Fetcher {

  /** An answer may be a little larger than {@code max.partition.fetch.bytes}: by a batch. */
  private static final double FULL = 1.5;

  /** One partition of a request under way. */
  private record Sent(PartitionState state, int jumps, long offset) {}

  /** One request under way. */
  private static final class Round {
    final int nodeId;
    final Map<TopicPartition, Sent> sent = new HashMap<>();
    final Map<TopicPartition, FetchSession.Asked> asked = new LinkedHashMap<>();
    final Map<Uuid, String> names = new HashMap<>();
    boolean allHaveIds = true;

    Round(int nodeId) {
      this.nodeId = nodeId;
    }
  }

  /** What the fetcher needs to be done by others. */
  interface Owner {
    void onOutOfRange(PartitionState state, int jumps);

    void onTruncated(PartitionState state, int jumps, int epoch, long endOffset);

    void onError(KafkaException error);
  }

  private final NetworkClient network;
  private final Subscriptions subscriptions;
  private final FetchBuffer buffer;
  private final FetchSettings settings;
  private final ConsumerMetrics metrics;
  private final Owner owner;
  private final Map<Integer, FetchSession> sessions = new HashMap<>();
  private final Set<Integer> busy = new HashSet<>();
  private boolean timerSet;
  private boolean closed;

  Fetcher(
      NetworkClient network,
      Subscriptions subscriptions,
      FetchBuffer buffer,
      FetchSettings settings,
      ConsumerMetrics metrics,
      Owner owner) {
    this.metrics = metrics;
    this.network = network;
    this.subscriptions = subscriptions;
    this.buffer = buffer;
    this.settings = settings;
    this.owner = owner;
  }

  /** Sends the fetches that can be sent now. */
  void advance() {
    if (closed || buffer.sizeInBytes() >= settings.maxBytes()) {
      return;
    }
    Map<Integer, Round> rounds = new LinkedHashMap<>();
    Set<Integer> full = new HashSet<>();
    subscriptions.run(
        () -> {
          for (PartitionState state : subscriptions.states()) {
            consider(state, rounds, full);
          }
        });
    rounds.keySet().removeAll(full);
    rounds.values().forEach(this::send);
  }

  private void consider(PartitionState state, Map<Integer, Round> rounds, Set<Integer> full) {
    if (!state.isHandedOut()) {
      return;
    }
    MetadataSnapshot metadata = network.metadata().snapshot();
    int node = node(metadata, state);
    if (node < 0) {
      network.metadata().requestUpdate();
      return;
    }
    if (busy.contains(node)) {
      return;
    }
    if (!state.isAskable(now())) {
      retryLater(state);
    } else if (state.bufferedBytes > settings.maxPartitionBytes() * FULL) {
      full.add(node);
    } else {
      add(rounds.computeIfAbsent(node, Round::new), metadata, state);
    }
  }

  private static int node(MetadataSnapshot metadata, PartitionState state) {
    int preferred = state.preferredReplica;
    return preferred >= 0 && metadata.nodes().containsKey(preferred)
        ? preferred
        : metadata.leader(state.partition);
  }

  private void add(Round round, MetadataSnapshot metadata, PartitionState state) {
    TopicPartition partition = state.partition;
    Uuid id = metadata.topicId(partition.topic());
    round.allHaveIds &= !id.equals(Uuid.ZERO);
    round.names.put(id, partition.topic());
    round.sent.put(partition, new Sent(state, state.jumps, state.fetchOffset));
    round.asked.put(
        partition,
        new FetchSession.Asked(
            id,
            state.fetchOffset,
            metadata.leaderEpoch(partition),
            state.fetchEpoch,
            settings.maxPartitionBytes()));
  }

  private void send(Round round) {
    busy.add(round.nodeId);
    FetchSession session = sessions.computeIfAbsent(round.nodeId, id -> new FetchSession());
    Call<FetchResponse> call =
        Call.of(ApiKey.FETCH, version -> request(session, round, version), FetchResponse::new);
    network.send(
        Destination.node(round.nodeId),
        round.allHaveIds ? call : call.upTo(FetchSession.FIRST_WITH_IDS - 1),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<FetchResponse> answer) {
            busy.remove(round.nodeId);
            Fetcher.this.onAnswer(session, round, answer);
            advance();
          }

          @Override
          public void onFailure(KafkaException error) {
            busy.remove(round.nodeId);
            session.onFailure();
            Fetcher.this.onFailure(round, error);
          }
        });
  }

  private FetchRequest request(FetchSession session, Round round, short version) {
    FetchRequest request =
        new FetchRequest()
            .maxWaitMs(settings.maxWaitMs())
            .minBytes(settings.minBytes())
            .maxBytes(settings.maxBytes())
            .isolationLevel(settings.isolationLevel())
            .rackId(settings.rackId());
    return session.fill(request, round.asked, version);
  }

  private void onFailure(Round round, KafkaException error) {
    if (!error.isRetriable()) {
      owner.onError(error);
    }
    network.metadata().requestUpdate();
    round.sent.values().forEach(this::backOff);
    advance();
  }

  private void onAnswer(FetchSession session, Round round, Answer<FetchResponse> answer) {
    metrics.fetched();
    FetchResponse response = answer.body();
    KafkaError error = KafkaError.forCode(response.errorCode());
    if (error != KafkaError.NONE) {
      session.onError(error);
      if (error != KafkaError.FETCH_SESSION_ID_NOT_FOUND
          && error != KafkaError.INVALID_FETCH_SESSION_EPOCH) {
        network.metadata().requestUpdate();
        round.sent.values().forEach(this::backOff);
      }
      return;
    }
    session.onAnswer(response.sessionId());
    take(round, answer);
  }

  private void take(Round round, Answer<FetchResponse> answer) {
    List<FetchedRecords> fetched = new ArrayList<>();
    FrameLease lease = null;
    int parts = countParts(answer.body());
    for (FetchableTopicResponse topic : answer.body().responses()) {
      String name =
          answer.version() >= FetchSession.FIRST_WITH_IDS
              ? round.names.get(topic.topicId())
              : topic.topic();
      for (PartitionData data : topic.partitions()) {
        if (lease == null && parts > 0) {
          lease = new FrameLease(answer.takeFrame(), parts);
        }
        Sent sent =
            name == null ? null : round.sent.get(new TopicPartition(name, data.partitionIndex()));
        if (!takePartition(sent, data, lease, fetched) && hasRecords(data) && lease != null) {
          lease.release();
        }
      }
    }
    if (!fetched.isEmpty()) {
      fetched.forEach(buffer::add);
      subscriptions.signal();
    }
  }

  private static int countParts(FetchResponse response) {
    int parts = 0;
    for (FetchableTopicResponse topic : response.responses()) {
      for (PartitionData data : topic.partitions()) {
        parts += hasRecords(data) ? 1 : 0;
      }
    }
    return parts;
  }

  private static boolean hasRecords(PartitionData data) {
    RecordsView records = data.records();
    return records != null && records.sizeInBytes() > 0;
  }

  /** Whether the lease went over to a {@link FetchedRecords}. */
  private boolean takePartition(
      @Nullable Sent sent,
      PartitionData data,
      @Nullable FrameLease lease,
      List<FetchedRecords> fetched) {
    if (sent == null) {
      return false;
    }
    return subscriptions.locked(
        () -> {
          PartitionState state = sent.state;
          if (state.jumps != sent.jumps || state.fetchOffset != sent.offset) {
            return false;
          }
          KafkaError error = KafkaError.forCode(data.errorCode());
          if (error != KafkaError.NONE) {
            onPartitionError(sent, data, error);
            return false;
          }
          if (data.divergingEpoch().endOffset() >= 0) {
            diverge(sent, data);
            return false;
          }
          state.highWatermark = data.highWatermark();
          state.lastStableOffset = data.lastStableOffset();
          state.logStartOffset = data.logStartOffset();
          if (data.preferredReadReplica() >= 0) {
            state.preferredReplica = data.preferredReadReplica();
          }
          return lease != null && hasRecords(data) && takeRecords(state, data, lease, fetched);
        });
  }

  /** What was fetched before is still good; the position is only moved once it is used up. */
  private void diverge(Sent sent, PartitionData data) {
    if (sent.state.bufferedBytes > 0) {
      backOff(sent);
      return;
    }
    owner.onTruncated(
        sent.state, sent.jumps, data.divergingEpoch().epoch(), data.divergingEpoch().endOffset());
  }

  private boolean takeRecords(
      PartitionState state, PartitionData data, FrameLease lease, List<FetchedRecords> fetched) {
    RecordsView records = data.records();
    if (records == null) {
      return false;
    }
    ByteBuffer bytes = records.toBuffer();
    RecordBatches batches = new RecordBatches(bytes);
    long next = state.fetchOffset;
    int epoch = state.fetchEpoch;
    try {
      while (batches.next()) {
        next = Math.max(next, BatchFormat.lastOffset(bytes, batches.at()) + 1);
        epoch = BatchFormat.partitionLeaderEpoch(bytes, batches.at());
      }
    } catch (CorruptRecordException e) {
      if (next == state.fetchOffset) {
        owner.onError(
            new CorruptRecordException(
                state.partition + " cannot be read at offset " + next + ": " + e.getMessage(), e));
        backOff(new Sent(state, state.jumps, next));
        return false;
      }
      // The whole ones before it are good; the next fetch begins at the bad one.
    }
    if (next == state.fetchOffset) {
      return false;
    }
    List<FetchResponse.AbortedTransaction> aborted = data.abortedTransactions();
    fetched.add(new FetchedRecords(state, bytes, aborted == null ? List.of() : aborted, lease));
    metrics.took(bytes.remaining());
    state.fetchOffset = next;
    state.fetchEpoch = epoch;
    return true;
  }

  private void onPartitionError(Sent sent, PartitionData data, KafkaError error) {
    PartitionState state = sent.state;
    if (error == KafkaError.OFFSET_OUT_OF_RANGE) {
      if (state.preferredReplica >= 0) {
        state.preferredReplica = -1;
      } else if (state.bufferedBytes > 0) {
        backOff(sent);
      } else {
        owner.onOutOfRange(state, sent.jumps);
      }
      return;
    }
    state.preferredReplica = -1;
    backOff(sent);
    if (error.isRetriable() || error == KafkaError.UNKNOWN_SERVER_ERROR) {
      if (data.currentLeader().leaderId() >= 0) {
        network
            .metadata()
            .updateLeader(
                state.partition,
                data.currentLeader().leaderId(),
                data.currentLeader().leaderEpoch());
      }
      network.metadata().requestUpdate();
    } else {
      owner.onError(error.exception("cannot fetch from " + state.partition));
    }
  }

  private void backOff(Sent sent) {
    subscriptions.run(
        () -> {
          if (sent.state.jumps == sent.jumps) {
            long pause = network.settings().retryBackoff().delayMs(1, network.runtime().random());
            sent.state.retryAtNanos = now() + TimeUnit.MILLISECONDS.toNanos(pause);
            retryLater(sent.state);
          }
        });
  }

  private void retryLater(PartitionState state) {
    if (!timerSet && !state.asked) {
      timerSet = true;
      network
          .loop()
          .schedule(
              Math.max(0, state.retryAtNanos - now()),
              () -> {
                timerSet = false;
                advance();
              });
    }
  }

  private long now() {
    return network.runtime().clock().nanos();
  }

  void close() {
    closed = true;
  }
}
