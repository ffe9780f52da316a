package dev.klamm.server.interop;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.RecordsView;
import dev.klamm.core.record.RecordBatchBuilder;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.AddOffsetsToTxnRequest;
import dev.klamm.protocol.message.AddOffsetsToTxnResponse;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTopic;
import dev.klamm.protocol.message.AddPartitionsToTxnRequest.AddPartitionsToTxnTransaction;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse;
import dev.klamm.protocol.message.AddPartitionsToTxnResponse.AddPartitionsToTxnTopicResult;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DescribeProducersRequest;
import dev.klamm.protocol.message.DescribeProducersResponse;
import dev.klamm.protocol.message.DescribeProducersResponse.ProducerState;
import dev.klamm.protocol.message.DescribeTransactionsRequest;
import dev.klamm.protocol.message.DescribeTransactionsResponse;
import dev.klamm.protocol.message.DescribeTransactionsResponse.TransactionState;
import dev.klamm.protocol.message.EndTxnRequest;
import dev.klamm.protocol.message.EndTxnResponse;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchRequest.FetchPartition;
import dev.klamm.protocol.message.FetchRequest.FetchTopic;
import dev.klamm.protocol.message.FetchResponse;
import dev.klamm.protocol.message.FetchResponse.AbortedTransaction;
import dev.klamm.protocol.message.FetchResponse.PartitionData;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import dev.klamm.protocol.message.ListOffsetsRequest;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsPartition;
import dev.klamm.protocol.message.ListOffsetsRequest.ListOffsetsTopic;
import dev.klamm.protocol.message.ListOffsetsResponse;
import dev.klamm.protocol.message.ListTransactionsRequest;
import dev.klamm.protocol.message.ListTransactionsResponse;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopic;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponsePartition;
import dev.klamm.protocol.message.ProduceRequest;
import dev.klamm.protocol.message.ProduceRequest.PartitionProduceData;
import dev.klamm.protocol.message.ProduceRequest.TopicProduceData;
import dev.klamm.protocol.message.ProduceResponse;
import dev.klamm.protocol.message.ProduceResponse.PartitionProduceResponse;
import dev.klamm.protocol.message.TxnOffsetCommitRequest;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition;
import dev.klamm.protocol.message.TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic;
import dev.klamm.protocol.message.TxnOffsetCommitResponse;
import dev.klamm.protocol.message.WriteTxnMarkersRequest;
import dev.klamm.protocol.message.WriteTxnMarkersRequest.WritableTxnMarker;
import dev.klamm.protocol.message.WriteTxnMarkersRequest.WritableTxnMarkerTopic;
import dev.klamm.protocol.message.WriteTxnMarkersResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Two producers that share one transactional id and do random things with it, drawn from a seed,
 * most of the time what they should; one speaks an old version of transactions, one the new. What
 * they are told is written down, with producer ids under names that do not depend on the broker.
 */
final class TransactionScript implements AutoCloseable {

  private static final int PARTITIONS = 2;
  private static final int TIMEOUT_MS = 60_000;
  private static final int SHORT_TIMEOUT_MS = 150;
  private static final int RETRIES = 200;

  /** Keeps the ids of one run from those of an earlier one at the same broker. */
  private static final String RUN = Long.toHexString(System.nanoTime());

  /** One producer, as far as it knows. */
  private static final class Client {
    final String name;
    final boolean isNew;
    long producerId = -1;
    short epoch = -1;
    final int[] sequences = new int[PARTITIONS];

    Client(String name, boolean isNew) {
      this.name = name;
      this.isNew = isNew;
    }

    void become(long newProducerId, short newEpoch) {
      if (newProducerId != producerId || newEpoch != epoch) {
        producerId = newProducerId;
        epoch = newEpoch;
        java.util.Arrays.fill(sequences, 0);
      }
    }
  }

  private final Random random;
  private final String transactionalId;
  private final String topic;
  private final String group;
  private final RawClient connection;
  private final Client[] clients;
  private final Map<Long, String> names = new HashMap<>();
  private final List<String> transcript = new ArrayList<>();

  /**
   * @param topic with two partitions, for this script alone
   */
  TransactionScript(String host, int port, String topic, long seed) throws IOException {
    random = new Random(seed);
    transactionalId = "txn-" + RUN + "-" + seed;
    group = "txn-group-" + RUN + "-" + seed;
    this.topic = topic;
    connection = new RawClient(host, port);
    clients = new Client[] {new Client("A", random.nextBoolean()), new Client("B", true)};
    names.put(-1L, "none");
  }

  static String topic(long seed) {
    return "txn-" + RUN + "-" + seed;
  }

  List<String> run(int steps) throws Exception {
    commitOutside(0);
    for (int i = 0; i < steps; i++) {
      Client client = clients[random.nextInt(10) < 7 ? 0 : 1];
      step(client, random.nextInt(100), random.nextInt(1000));
    }
    return transcript;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void step(Client client, int dice, int detail) throws Exception {
    if (client.producerId < 0 || dice < 6) {
      init(client, detail);
    } else if (dice < 34) {
      produce(client, detail);
    } else if (dice < 44) {
      addPartitions(client, detail);
    } else if (dice < 50) {
      addOffsets(client, detail);
    } else if (dice < 58) {
      commitOffsets(client, detail);
    } else if (dice < 76) {
      end(client, detail);
    } else if (dice < 79) {
      writeMarker(client, detail);
    } else if (dice < 80) {
      timeOut(client);
    } else if (dice < 82) {
      commitOutside(detail);
    } else if (dice < 83) {
      deleteGroup();
    } else {
      look(detail);
    }
  }

  // What producers do.

  private void init(Client client, int detail) throws Exception {
    int version = detail % 6;
    InitProducerIdRequest request =
        new InitProducerIdRequest()
            .transactionalId(detail < 20 ? "" : transactionalId)
            .transactionTimeoutMs(detail < 60 ? 0 : detail < 90 ? 1_000_000_000 : TIMEOUT_MS);
    boolean claims = version >= 3 && detail % 3 != 0;
    if (claims) {
      request
          .producerId(detail < 150 ? client.producerId + 1000 : client.producerId)
          .producerEpoch(epoch(client, detail));
    }
    init(client, request, version, claims);
  }

  private void init(Client client, InitProducerIdRequest request, int version, boolean claims)
      throws Exception {
    InitProducerIdResponse answer =
        patiently(request, version, InitProducerIdResponse.class, each -> each.errorCode());
    if (answer.errorCode() == 0) {
      client.become(answer.producerId(), answer.producerEpoch());
    }
    say(
        client,
        "init v" + version + (claims ? " claiming " + request.producerEpoch() : ""),
        error(answer.errorCode()) + " " + name(answer.producerId()) + "/" + answer.producerEpoch());
  }

  private void produce(Client client, int detail) throws Exception {
    int version = client.isNew != (detail % 20 == 0) ? 12 : 9 + detail % 3;
    int partition = detail % PARTITIONS;
    boolean transactional = detail % 17 != 0;
    int sequence = client.sequences[partition];
    if (producerId(client, detail) != client.producerId) {
      // Producers that are not known begin where they like in Kafka, and with us at 0.
      sequence = 0;
    } else if (detail < 60) {
      sequence += 2;
    } else if (detail < 140 && sequence > 0) {
      sequence--;
    }
    RecordBatchBuilder batch =
        new RecordBatchBuilder(128)
            .producer(producerId(client, detail), epoch(client, detail), sequence);
    if (transactional) {
      batch.transactional();
    }
    batch.append(System.currentTimeMillis(), null, new byte[] {1});
    ProduceRequest request =
        new ProduceRequest()
            .transactionalId(transactional && detail % 31 != 0 ? transactionalId : null)
            .acks((short) -1)
            .timeoutMs(10_000)
            .topicData(
                List.of(
                    new TopicProduceData()
                        .name(topic)
                        .partitionData(
                            List.of(
                                new PartitionProduceData()
                                    .index(partition)
                                    .records(RecordsView.ofBuffer(batch.build()))))));
    PartitionProduceResponse answer =
        patiently(
                request,
                version,
                ProduceResponse.class,
                each -> each.responses().get(0).partitionResponses().get(0).errorCode())
            .responses()
            .get(0)
            .partitionResponses()
            .get(0);
    if (answer.errorCode() == 0) {
      client.sequences[partition] = Math.max(client.sequences[partition], sequence + 1);
    }
    say(
        client,
        "produce v"
            + version
            + (transactional ? " txn" : " plain")
            + " seq "
            + sequence
            + " epoch "
            + epoch(client, detail)
            + " to "
            + partition,
        error(answer.errorCode()) + " at " + answer.baseOffset());
  }

  private void addPartitions(Client client, int detail) throws Exception {
    boolean batched = detail % 5 == 0;
    int version = batched ? 4 + detail % 2 : detail % 4;
    boolean verifyOnly = batched && detail % 3 != 0;
    List<AddPartitionsToTxnTopic> topics = new ArrayList<>();
    topics.add(new AddPartitionsToTxnTopic().name(topic).partitions(List.of(detail % PARTITIONS)));
    if (detail < 40) {
      topics.add(new AddPartitionsToTxnTopic().name("unheard-of").partitions(List.of(0)));
    }
    AddPartitionsToTxnRequest request = new AddPartitionsToTxnRequest();
    if (batched) {
      request.transactions(
          List.of(
              new AddPartitionsToTxnTransaction()
                  .transactionalId(transactionalId)
                  .producerId(producerId(client, detail))
                  .producerEpoch(epoch(client, detail))
                  .verifyOnly(verifyOnly)
                  .topics(topics)));
    } else {
      request
          .v3AndBelowTransactionalId(detail % 50 == 1 ? "unheard-of" : transactionalId)
          .v3AndBelowProducerId(producerId(client, detail))
          .v3AndBelowProducerEpoch(epoch(client, detail))
          .v3AndBelowTopics(topics);
    }
    AddPartitionsToTxnResponse answer =
        patiently(
            request,
            version,
            AddPartitionsToTxnResponse.class,
            each -> results(each, batched).get(0).resultsByPartition().get(0).partitionErrorCode());
    StringBuilder told = new StringBuilder(error(answer.errorCode()));
    for (String each : List.of(topic, "unheard-of")) {
      for (AddPartitionsToTxnTopicResult result : results(answer, batched)) {
        if (result.name().equals(each)) {
          told.append(' ').append(error(result.resultsByPartition().get(0).partitionErrorCode()));
        }
      }
    }
    say(
        client,
        "add partition "
            + detail % PARTITIONS
            + " v"
            + version
            + (verifyOnly ? " verify" : "")
            + " epoch "
            + epoch(client, detail),
        told.toString());
  }

  private static List<AddPartitionsToTxnTopicResult> results(
      AddPartitionsToTxnResponse answer, boolean batched) {
    return batched
        ? answer.resultsByTransaction().get(0).topicResults()
        : answer.resultsByTopicV3AndBelow();
  }

  private void addOffsets(Client client, int detail) throws Exception {
    int version = detail % 5;
    AddOffsetsToTxnRequest request =
        new AddOffsetsToTxnRequest()
            .transactionalId(transactionalId)
            .producerId(producerId(client, detail))
            .producerEpoch(epoch(client, detail))
            .groupId(group);
    AddOffsetsToTxnResponse answer =
        patiently(request, version, AddOffsetsToTxnResponse.class, each -> each.errorCode());
    say(
        client,
        "add offsets v" + version + " epoch " + epoch(client, detail),
        error(answer.errorCode()));
  }

  private void commitOffsets(Client client, int detail) throws Exception {
    int version = client.isNew != (detail % 20 == 0) ? 5 : detail % 5;
    TxnOffsetCommitRequest request =
        new TxnOffsetCommitRequest()
            .transactionalId(transactionalId)
            .groupId(group)
            .producerId(producerId(client, detail))
            .producerEpoch(epoch(client, detail))
            .topics(
                List.of(
                    new TxnOffsetCommitRequestTopic()
                        .name(detail % 30 == 7 ? "unheard-of" : topic)
                        .partitions(
                            List.of(
                                new TxnOffsetCommitRequestPartition()
                                    .partitionIndex(detail % PARTITIONS)
                                    .committedOffset(detail)
                                    .committedMetadata("")))));
    if (version >= 3) {
      request
          .generationIdOrMemberEpoch(detail < 80 ? 5 : -1)
          .memberId(detail < 160 ? "somebody" : "");
    }
    TxnOffsetCommitResponse answer =
        patiently(
            request,
            version,
            TxnOffsetCommitResponse.class,
            each -> each.topics().get(0).partitions().get(0).errorCode());
    say(
        client,
        "commit offset " + detail + " v" + version + " epoch " + epoch(client, detail),
        error(answer.topics().get(0).partitions().get(0).errorCode()));
  }

  private void end(Client client, int detail) throws Exception {
    int version = client.isNew != (detail % 20 == 0) ? 5 : detail % 5;
    boolean committed = detail % 7 < 4;
    EndTxnRequest request =
        new EndTxnRequest()
            .transactionalId(detail % 60 == 3 ? "unheard-of" : transactionalId)
            .producerId(producerId(client, detail))
            .producerEpoch(epoch(client, detail))
            .committed(committed);
    for (int times = detail % 9 == 0 ? 2 : 1; times > 0; times--) {
      EndTxnResponse answer =
          patiently(request, version, EndTxnResponse.class, each -> each.errorCode());
      say(
          client,
          (committed ? "commit v" : "abort v") + version + " epoch " + epoch(client, detail),
          error(answer.errorCode())
              + (version >= 5
                  ? " " + name(answer.producerId()) + "/" + answer.producerEpoch()
                  : ""));
      if (answer.errorCode() == 0 && version >= 5 && times == 1) {
        client.become(answer.producerId(), answer.producerEpoch());
      }
      awaitEnd();
    }
  }

  private void timeOut(Client client) throws Exception {
    init(
        client,
        new InitProducerIdRequest()
            .transactionalId(transactionalId)
            .transactionTimeoutMs(SHORT_TIMEOUT_MS),
        4,
        false);
    int detail = 981;
    if (client.isNew) {
      produce(client, detail);
    } else {
      addPartitions(client, detail + 1);
    }
    for (int i = 0; i < RETRIES && !describe().transactionState().equals("CompleteAbort"); i++) {
      Thread.sleep(25);
    }
    say(client, "waits", "");
    end(client, 100 + transcript.size());
    init(
        client,
        new InitProducerIdRequest()
            .transactionalId(transactionalId)
            .transactionTimeoutMs(TIMEOUT_MS),
        4,
        false);
  }

  private void writeMarker(Client client, int detail) throws Exception {
    int version = 1 + detail % 2;
    WritableTxnMarker marker =
        new WritableTxnMarker()
            .producerId(producerId(client, detail))
            .producerEpoch((short) Math.min(client.epoch, epoch(client, detail)))
            .transactionResult(false)
            .coordinatorEpoch(detail % 10 == 0 ? -1 : 0)
            .transactionVersion((byte) (version < 2 ? 0 : detail % 3))
            .topics(
                List.of(
                    new WritableTxnMarkerTopic()
                        .name(detail < 50 ? "unheard-of" : topic)
                        .partitionIndexes(List.of(detail % PARTITIONS))));
    WriteTxnMarkersResponse answer =
        connection.ask(
            new WriteTxnMarkersRequest().markers(List.of(marker)),
            version,
            WriteTxnMarkersResponse.class);
    say(
        client,
        "marker v"
            + version
            + " of "
            + marker.transactionVersion()
            + " epoch "
            + marker.producerEpoch()
            + " to "
            + detail % PARTITIONS,
        error(answer.markers().get(0).topics().get(0).partitions().get(0).errorCode()));
  }

  private void commitOutside(int detail) throws Exception {
    OffsetCommitRequest request =
        new OffsetCommitRequest()
            .groupId(group)
            .generationIdOrMemberEpoch(-1)
            .topics(
                List.of(
                    new OffsetCommitRequestTopic()
                        .name(topic)
                        .partitions(
                            List.of(
                                new OffsetCommitRequestPartition()
                                    .partitionIndex(detail % PARTITIONS)
                                    .committedOffset(detail)
                                    .committedMetadata("")))));
    OffsetCommitResponse answer =
        patiently(
            request,
            8,
            OffsetCommitResponse.class,
            each -> each.topics().get(0).partitions().get(0).errorCode());
    transcript.add(
        "commit outside "
            + detail
            + " -> "
            + error(answer.topics().get(0).partitions().get(0).errorCode()));
  }

  private void deleteGroup() throws Exception {
    DeleteGroupsResponse answer =
        connection.ask(
            new DeleteGroupsRequest().groupsNames(List.of(group)), 2, DeleteGroupsResponse.class);
    transcript.add("delete group -> " + error(answer.results().get(0).errorCode()));
    // A group that held pending offsets only is gone with them here, and stays for a while in
    // Kafka.
    commitOutside(0);
  }

  // What an onlooker sees.

  private void look(int detail) throws Exception {
    switch (detail % 5) {
      case 0 -> lookAtTransaction();
      case 1 -> lookAtProducers(detail / 5 % PARTITIONS);
      case 2 -> lookAtRecords(detail / 5 % PARTITIONS, detail % 11);
      case 3 -> lookAtOffsets(detail % 2 == 0);
      default -> lookAtList(detail);
    }
  }

  private void lookAtTransaction() throws Exception {
    TransactionState state = describe();
    transcript.add(
        "transaction -> "
            + error(state.errorCode())
            + " "
            + state.transactionState()
            + " "
            + name(state.producerId())
            + "/"
            + state.producerEpoch()
            + " timeout "
            + state.transactionTimeoutMs()
            + " started "
            + (state.transactionStartTimeMs() >= 0)
            + " "
            + state.topics().stream()
                .map(each -> each.topic().equals(topic) ? "t" + sorted(each.partitions()) : "o")
                .sorted()
                .toList());
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().sorted().toList();
  }

  private TransactionState describe() throws Exception {
    return connection
        .ask(
            new DescribeTransactionsRequest().transactionalIds(List.of(transactionalId)),
            0,
            DescribeTransactionsResponse.class)
        .transactionStates()
        .get(0);
  }

  private void lookAtProducers(int partition) throws Exception {
    DescribeProducersResponse answer =
        connection.ask(
            new DescribeProducersRequest()
                .topics(
                    List.of(
                        new DescribeProducersRequest.TopicRequest()
                            .name(topic)
                            .partitionIndexes(List.of(partition)))),
            0,
            DescribeProducersResponse.class);
    List<String> lines = new ArrayList<>();
    for (ProducerState each : answer.topics().get(0).partitions().get(0).activeProducers()) {
      lines.add(
          name(each.producerId())
              + "/"
              + each.producerEpoch()
              + " seq "
              + each.lastSequence()
              + " coordinator "
              + each.coordinatorEpoch()
              + " from "
              + each.currentTxnStartOffset());
    }
    transcript.add("producers of " + partition + " -> " + lines.stream().sorted().toList());
  }

  private void lookAtRecords(int partition, int from) throws Exception {
    transcript.add(
        "partition "
            + partition
            + " -> committed "
            + fetch(partition, from, 1)
            + ", all "
            + fetch(partition, 0, 0)
            + ", ends "
            + endOffset(partition, 1)
            + " "
            + endOffset(partition, 0));
  }

  private String fetch(int partition, int from, int isolation) throws Exception {
    FetchRequest request =
        new FetchRequest()
            .maxWaitMs(0)
            .minBytes(0)
            .maxBytes(1 << 20)
            .sessionEpoch(-1)
            .isolationLevel((byte) isolation)
            .topics(
                List.of(
                    new FetchTopic()
                        .topic(topic)
                        .partitions(
                            List.of(
                                new FetchPartition()
                                    .partition(partition)
                                    .currentLeaderEpoch(-1)
                                    .fetchOffset(from)
                                    .partitionMaxBytes(1 << 20)))));
    PartitionData data =
        connection.ask(request, 11, FetchResponse.class).responses().get(0).partitions().get(0);
    List<AbortedTransaction> aborted = data.abortedTransactions();
    RecordsView records = data.records();
    return error(data.errorCode())
        + " hw "
        + data.highWatermark()
        + " lso "
        + data.lastStableOffset()
        + " bytes "
        + (records == null ? 0 : records.sizeInBytes())
        + " aborted "
        + (aborted == null
            ? "null"
            : aborted.stream()
                .map(each -> name(each.producerId()) + "@" + each.firstOffset())
                .sorted()
                .toList());
  }

  private long endOffset(int partition, int isolation) throws Exception {
    return connection
        .ask(
            new ListOffsetsRequest()
                .replicaId(-1)
                .isolationLevel((byte) isolation)
                .topics(
                    List.of(
                        new ListOffsetsTopic()
                            .name(topic)
                            .partitions(
                                List.of(
                                    new ListOffsetsPartition()
                                        .partitionIndex(partition)
                                        .timestamp(-1))))),
            3,
            ListOffsetsResponse.class)
        .topics()
        .get(0)
        .partitions()
        .get(0)
        .offset();
  }

  private void lookAtOffsets(boolean stable) throws Exception {
    OffsetFetchResponse answer =
        connection.ask(
            new OffsetFetchRequest()
                .groupId(group)
                .requireStable(stable)
                .topics(
                    List.of(
                        new OffsetFetchRequestTopic().name(topic).partitionIndexes(List.of(0, 1)))),
            7,
            OffsetFetchResponse.class);
    List<String> offsets = new ArrayList<>();
    for (OffsetFetchResponsePartition each : answer.topics().get(0).partitions()) {
      offsets.add(
          each.partitionIndex() + ": " + error(each.errorCode()) + " " + each.committedOffset());
    }
    transcript.add(
        "offsets "
            + (stable ? "stable " : "")
            + "-> "
            + error(answer.errorCode())
            + " "
            + offsets.stream().sorted().toList());
  }

  private void lookAtList(int detail) throws Exception {
    ListTransactionsRequest request = new ListTransactionsRequest();
    int version = detail % 3;
    List<String> states = new ArrayList<>();
    if (detail % 4 == 0) {
      states.add("Ongoing");
    }
    if (detail % 8 < 2) {
      states.add("Odd");
      states.add("CompleteAbort");
    }
    request.stateFilters(states);
    if (detail % 10 < 3) {
      request.producerIdFilters(List.of(clients[0].producerId));
    }
    if (version >= 1 && detail % 7 == 0) {
      request.durationFilter(detail % 2 == 0 ? 0 : 1_000_000);
    }
    if (version >= 2) {
      request.transactionalIdPattern(
          detail % 5 == 0 ? "txn-[" : detail % 5 == 1 ? "" : "txn-.*" + detail % 10);
    }
    ListTransactionsResponse answer =
        connection.ask(request, version, ListTransactionsResponse.class);
    transcript.add(
        "list v"
            + version
            + " "
            + states
            + " -> "
            + error(answer.errorCode())
            + " unknown "
            + answer.unknownStateFilters()
            + " "
            + answer.transactionStates().stream()
                .filter(each -> each.transactionalId().equals(transactionalId))
                .map(each -> each.transactionState() + " " + name(each.producerId()))
                .toList());
  }

  // How it is done.

  private short epoch(Client client, int detail) {
    int off = detail % 23 == 0 ? -1 : detail % 29 == 0 && detail % 17 != 0 ? 1 : 0;
    return (short) Math.max(0, client.epoch + off);
  }

  private long producerId(Client client, int detail) {
    return detail % 37 == 0 ? client.producerId + 500 : client.producerId;
  }

  /** Asks again for as long as the broker is busy with what was before. */
  private <R extends ApiMessage> R patiently(
      ApiMessage request, int version, Class<R> type, ToIntFunction<R> errorOf) throws Exception {
    R answer = connection.ask(request, version, type);
    for (int i = 0; i < RETRIES && isBusy(errorOf.applyAsInt(answer)); i++) {
      Thread.sleep(15);
      answer = connection.ask(request, version, type);
    }
    awaitEnd();
    return answer;
  }

  private static boolean isBusy(int error) {
    KafkaError known = KafkaError.forCode((short) error);
    return known == KafkaError.CONCURRENT_TRANSACTIONS
        || known == KafkaError.COORDINATOR_LOAD_IN_PROGRESS
        || known == KafkaError.COORDINATOR_NOT_AVAILABLE
        || known == KafkaError.NOT_COORDINATOR
        || known == KafkaError.NOT_ENOUGH_REPLICAS;
  }

  /** Kafka answers before all markers are written. */
  private void awaitEnd() throws Exception {
    for (int i = 0; i < RETRIES && describe().transactionState().startsWith("Prepare"); i++) {
      Thread.sleep(5);
    }
  }

  private String name(long producerId) {
    @Nullable String known = names.get(producerId);
    if (known == null) {
      known = "P" + (names.size() - 1);
      names.put(producerId, known);
    }
    return known;
  }

  private static String error(short code) {
    return KafkaError.forCode(code).name();
  }

  private void say(Client client, String what, String told) {
    transcript.add(
        client.name + (client.isNew ? "2 " : "1 ") + what + (told.isEmpty() ? "" : " -> " + told));
  }
}
