package dev.klamm.server.interop;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.JoinGroupResponse.JoinGroupResponseMember;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupRequest.MemberIdentity;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetCommitResponse;
import dev.klamm.protocol.message.OffsetDeleteRequest;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import dev.klamm.protocol.message.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import dev.klamm.protocol.message.OffsetDeleteResponse;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupRequest.SyncGroupRequestAssignment;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Four clients and an administrator who do random things to one group, drawn from a seed, and write
 * down what they are told. Member ids appear under names that do not depend on the broker.
 */
final class GroupScript implements AutoCloseable {
  private static final int[] VERSIONS = {0, 3, 4, 5, 8, 9, 9};
  private static final String[][] PROTOCOLS = {{"range"}, {"range", "rr"}, {"rr", "range"}, {"rr"}};
  private static final int TIMEOUT_MS = 60_000;

  /** How long an answer may take that need not come at all; the first ones of a run take longer. */
  private static final int PATIENCE_MS = 200;

  private static final int FIRST_PATIENCE_MS = 800;

  /** One client, as far as it knows. */
  private static final class Client {
    final int number;
    final RawClient connection;
    final int version;
    final @Nullable String instanceId;
    int protocols;
    boolean alsoReadsU;
    String memberId = "";
    int generation = -1;
    String leader = "";
    @Nullable String protocol = "range";
    List<String> members = List.of();
    boolean isOnlyInvited;
    @Nullable CompletableFuture<ApiMessage> asked;
    int names;

    Client(int number, RawClient connection, int version, @Nullable String instanceId) {
      this.number = number;
      this.connection = connection;
      this.version = version;
      this.instanceId = instanceId;
    }

    @Nullable String instanceIfKnown() {
      return version >= 5 ? instanceId : null;
    }

    boolean leads() {
      return !leader.isEmpty() && leader.equals(memberId);
    }
  }

  /** Keeps the groups of one run from those of an earlier one at the same broker. */
  private static final String RUN = Long.toHexString(System.nanoTime());

  private final Random random;
  private final String group;
  private final RawClient admin;
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final List<String> transcript = new ArrayList<>();
  private int patientAnswers;

  GroupScript(String host, int port, long seed) throws IOException {
    random = new Random(seed);
    group = "conformance-" + RUN + "-" + seed;
    admin = new RawClient(host, port);
    for (int i = 0; i < 4; i++) {
      int version = VERSIONS[random.nextInt(VERSIONS.length)];
      String instanceId = version >= 5 && random.nextBoolean() ? "instance" + i % 2 : null;
      Client client = new Client(i, new RawClient(host, port), version, instanceId);
      client.protocols = random.nextInt(3);
      clients.add(client);
      say(client, "speaks v" + version + " as " + instanceId);
    }
  }

  /** A line of the transcript without what a broker may choose among equals. */
  static String withoutChoices(String line) {
    return line.replaceAll("protocol \\S+ leader \\S+ skip \\S+ members .*", "");
  }

  List<String> run(int steps) throws Exception {
    for (int i = 0; i < steps; i++) {
      Client client = clients.get(random.nextInt(clients.size()));
      step(client, random.nextInt(100), random.nextInt(1000));
      takeAnswers();
    }
    return transcript;
  }

  @Override
  public void close() throws IOException {
    admin.close();
    for (Client client : clients) {
      client.connection.close();
    }
  }

  private void step(Client client, int dice, int detail) throws Exception {
    if (dice < 80) {
      if (client.asked == null) {
        act(client, dice, detail);
      }
    } else if (dice < 84) {
      fetchOffsets();
    } else if (dice < 90) {
      describe(detail % 7);
    } else if (dice < 92) {
      list(detail % 6);
    } else if (dice < 93) {
      deleteGroup();
    } else if (dice < 95) {
      deleteOffsets();
    } else if (dice < 98) {
      client.alsoReadsU = !client.alsoReadsU;
      client.protocols = detail % PROTOCOLS.length;
    } else if (client.asked == null) {
      forget(client);
    }
  }

  private void act(Client client, int dice, int detail) throws Exception {
    if (dice < 60 && (client.generation < 0 || detail < 250)) {
      join(client);
    } else if (dice < 60 && detail < 700) {
      sync(client, detail);
    } else if (dice < 66) {
      heartbeat(client, dice < 60 ? 1 : detail % 6);
    } else if (dice < 72) {
      leave(client, detail);
    } else {
      commit(client, detail);
    }
  }

  // What clients do.

  private void join(Client client) throws Exception {
    List<JoinGroupRequestProtocol> protocols = new ArrayList<>();
    for (String name : PROTOCOLS[client.protocols]) {
      protocols.add(
          new JoinGroupRequestProtocol().name(name).metadata(subscription(client.alsoReadsU)));
    }
    JoinGroupRequest request =
        new JoinGroupRequest()
            .groupId(group)
            .memberId(client.memberId)
            .groupInstanceId(client.instanceIfKnown())
            .sessionTimeoutMs(TIMEOUT_MS)
            .rebalanceTimeoutMs(TIMEOUT_MS)
            .protocolType("consumer")
            .protocols(protocols);
    ask(client, request, client.version, "joins");
  }

  private static ByteBuffer subscription(boolean alsoU) {
    MessageWriter out = new MessageWriter();
    out.writeInt16((short) 0);
    List<String> topics = alsoU ? List.of("t", "u") : List.of("t");
    new ConsumerProtocolSubscription().topics(topics).write(out, (short) 0);
    return out.finish().toBuffer();
  }

  private void sync(Client client, int detail) throws Exception {
    SyncGroupRequest request =
        new SyncGroupRequest()
            .groupId(group)
            .memberId(client.memberId)
            .generationId(client.generation)
            .groupInstanceId(client.instanceIfKnown());
    if (detail % 10 != 0) {
      request.protocolType("consumer").protocolName(client.protocol);
    }
    if (client.leads()) {
      request.assignments(client.members.stream().map(GroupScript::ownName).toList());
    }
    int version = client.version >= 5 ? 5 : Math.min(2, client.version);
    ask(client, request, version, "syncs with " + request.assignments().size());
  }

  private static SyncGroupRequestAssignment ownName(String memberId) {
    ByteBuffer bytes = ByteBuffer.wrap(memberId.getBytes(StandardCharsets.UTF_8));
    return new SyncGroupRequestAssignment().memberId(memberId).assignment(bytes);
  }

  private void heartbeat(Client client, int kind) throws Exception {
    HeartbeatRequest request =
        new HeartbeatRequest()
            .groupId(group)
            .memberId(kind % 2 == 0 ? "nobody" : client.memberId)
            .generationId(kind == 3 ? client.generation + 1 : client.generation)
            .groupInstanceId(client.instanceIfKnown());
    ask(client, request, client.version >= 5 ? 4 : 1, "beats " + kind);
  }

  private void leave(Client client, int detail) throws Exception {
    if (client.isOnlyInvited) {
      // Kafka rebalances then, and we do not.
      return;
    }
    int version = client.version < 5 ? detail % 3 : 3 + detail % 3;
    LeaveGroupRequest request = new LeaveGroupRequest().groupId(group);
    if (version < 3) {
      request.memberId(client.memberId);
    } else {
      boolean byName = detail % 4 == 0 && client.instanceId != null;
      request.members(
          List.of(
              new MemberIdentity()
                  .memberId(byName ? "" : client.memberId)
                  .groupInstanceId(byName || detail % 3 == 0 ? client.instanceId : null)));
    }
    ask(client, request, version, "leaves");
  }

  private void commit(Client client, int detail) throws Exception {
    int version = 5 + detail % 5;
    OffsetCommitRequest request =
        new OffsetCommitRequest()
            .groupId(group)
            .memberId(detail % 7 == 0 ? "" : client.memberId)
            .generationIdOrMemberEpoch(detail % 5 == 0 ? -1 : client.generation)
            .groupInstanceId(version >= 7 ? client.instanceIfKnown() : null)
            .topics(List.of(offset("t", detail % 3, detail), offset("u", 0, detail)));
    ask(client, request, version, "commits");
  }

  private static OffsetCommitRequestTopic offset(String topic, int partition, long offset) {
    return new OffsetCommitRequestTopic()
        .name(topic)
        .partitions(
            List.of(
                new OffsetCommitRequestPartition()
                    .partitionIndex(partition)
                    .committedOffset(offset)
                    .committedMetadata(offset % 2 == 0 ? "m" : null)));
  }

  private void forget(Client client) {
    client.memberId = "";
    client.isOnlyInvited = false;
    client.generation = -1;
    client.leader = "";
    client.members = List.of();
    say(client, "forgets");
  }

  private void ask(Client client, ApiMessage request, int version, String what) throws Exception {
    say(client, what + " as " + name(client.memberId) + " of " + client.generation);
    CompletableFuture<ApiMessage> asked = client.connection.send(request, version);
    client.asked = asked;
    boolean mayWait = request instanceof JoinGroupRequest || request instanceof SyncGroupRequest;
    int patienceMs = patientAnswers++ < 5 ? FIRST_PATIENCE_MS : PATIENCE_MS;
    try {
      asked.get(mayWait ? patienceMs : 20_000, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      say(client, "waits");
    }
    // Others may be answered by the same event.
    Thread.sleep(30);
  }

  // What they are told.

  private void takeAnswers() throws Exception {
    for (Client client : clients) {
      CompletableFuture<ApiMessage> asked = client.asked;
      if (asked != null && asked.isDone()) {
        client.asked = null;
        say(client, "<- " + take(client, asked.get()));
      }
    }
  }

  private String take(Client client, ApiMessage answer) {
    if (answer instanceof JoinGroupResponse join) {
      return takeJoin(client, join);
    }
    if (answer instanceof SyncGroupResponse sync) {
      String assigned = StandardCharsets.UTF_8.decode(sync.assignment().duplicate()).toString();
      return error(sync.errorCode()) + " " + sync.protocolName() + " " + name(assigned);
    }
    if (answer instanceof HeartbeatResponse beat) {
      return error(beat.errorCode());
    }
    if (answer instanceof LeaveGroupResponse left) {
      return error(left.errorCode()) + left.members().stream().map(this::show).toList();
    }
    return show((OffsetCommitResponse) answer);
  }

  private String takeJoin(Client client, JoinGroupResponse join) {
    KafkaError error = KafkaError.forCode(join.errorCode());
    client.isOnlyInvited = error == KafkaError.MEMBER_ID_REQUIRED;
    if (error == KafkaError.NONE || client.isOnlyInvited) {
      client.memberId = join.memberId();
      names.computeIfAbsent(join.memberId(), id -> client.number + "." + client.names++);
    }
    if (error == KafkaError.NONE) {
      client.generation = join.generationId();
      client.leader = join.leader();
      client.protocol = join.protocolName();
      client.members = join.members().stream().map(JoinGroupResponseMember::memberId).toList();
    } else if (error == KafkaError.UNKNOWN_MEMBER_ID || error == KafkaError.FENCED_INSTANCE_ID) {
      client.memberId = "";
    }
    return "%s generation %s me %s type %s protocol %s leader %s skip %s members %s"
        .formatted(
            error,
            join.generationId(),
            name(join.memberId()),
            join.protocolType(),
            join.protocolName(),
            name(join.leader()),
            join.skipAssignment(),
            join.members().stream()
                .map(m -> name(m.memberId()) + "/" + m.groupInstanceId())
                .sorted()
                .toList());
  }

  private String show(LeaveGroupResponse.MemberResponse member) {
    return name(member.memberId())
        + "/"
        + member.groupInstanceId()
        + "/"
        + error(member.errorCode());
  }

  private static String show(OffsetCommitResponse answer) {
    return answer.topics().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(
                        each ->
                            topic.name() + each.partitionIndex() + "/" + error(each.errorCode())))
        .sorted()
        .toList()
        .toString();
  }

  // What the administrator does and sees.

  private void fetchOffsets() throws Exception {
    OffsetFetchRequest all =
        new OffsetFetchRequest()
            .groups(List.of(new OffsetFetchRequestGroup().groupId(group).topics(null)));
    var found = admin.ask(all, 8, OffsetFetchResponse.class).groups().get(0);
    List<String> offsets = new ArrayList<>();
    found.topics().forEach(t -> t.partitions().forEach(p -> offsets.add(t.name() + p)));
    offsets.sort(null);
    transcript.add("offsets " + error(found.errorCode()) + offsets);
  }

  private void describe(int version) throws Exception {
    DescribeGroupsRequest request =
        new DescribeGroupsRequest()
            .groups(List.of(group))
            .includeAuthorizedOperations(version >= 3);
    var found = admin.ask(request, version, DescribeGroupsResponse.class).groups().get(0);
    List<String> members =
        found.members().stream()
            .map(
                m ->
                    "%s/%s/%s/%s/%s/%s"
                        .formatted(
                            name(m.memberId()),
                            m.groupInstanceId(),
                            m.clientId(),
                            m.clientHost(),
                            m.memberMetadata().remaining(),
                            m.memberAssignment().hasRemaining()))
            .sorted()
            .toList();
    transcript.add(
        "describe v%s %s %s %s %s %s %s"
            .formatted(
                version,
                error(found.errorCode()),
                found.errorMessage(),
                found.groupState(),
                found.protocolType(),
                found.authorizedOperations(),
                members));
  }

  private void list(int version) throws Exception {
    ListGroupsRequest request = new ListGroupsRequest();
    if (version >= 4) {
      request.statesFilter(List.of("Stable", "empty"));
    }
    if (version >= 5) {
      request.typesFilter(List.of("classic"));
    }
    List<String> found =
        admin.ask(request, version, ListGroupsResponse.class).groups().stream()
            .filter(each -> each.groupId().equals(group))
            .map(each -> each.protocolType() + "/" + each.groupState() + "/" + each.groupType())
            .toList();
    transcript.add("list v" + version + " " + found);
  }

  private void deleteGroup() throws Exception {
    DeleteGroupsRequest request = new DeleteGroupsRequest().groupsNames(List.of(group));
    var result = admin.ask(request, 2, DeleteGroupsResponse.class).results().get(0);
    transcript.add("delete group " + error(result.errorCode()));
  }

  private void deleteOffsets() throws Exception {
    OffsetDeleteRequest request =
        new OffsetDeleteRequest()
            .groupId(group)
            .topics(List.of(deletion("t", 0), deletion("u", 1), deletion("none", 0)));
    OffsetDeleteResponse answer = admin.ask(request, 0, OffsetDeleteResponse.class);
    List<String> results = new ArrayList<>();
    answer
        .topics()
        .forEach(t -> t.partitions().forEach(p -> results.add(t.name() + error(p.errorCode()))));
    results.sort(null);
    transcript.add("delete offsets " + error(answer.errorCode()) + results);
  }

  // Offset u-0 stays, so that the group does: one that holds nothing is forgotten sooner by us.
  private static OffsetDeleteRequestTopic deletion(String topic, int partition) {
    return new OffsetDeleteRequestTopic()
        .name(topic)
        .partitions(List.of(new OffsetDeleteRequestPartition().partitionIndex(partition)));
  }

  private void say(Client client, String what) {
    transcript.add("client " + client.number + " " + what);
  }

  private String name(String memberId) {
    return memberId.isEmpty() ? "-" : names.getOrDefault(memberId, "?");
  }

  private static String error(short code) {
    return KafkaError.forCode(code).name();
  }
}
