package dev.klamm.server.interop;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.ConsumerGroupDescribeRequest;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest.TopicPartitions;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.klamm.protocol.message.ConsumerProtocolAssignment;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DeleteGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupResponse;
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
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestTopics;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Four members by the consumer protocol and an administrator who do random things to one group,
 * drawn from a seed, and write down what they are told.
 *
 * <p>Every other seed lets all members choose the range assignor, and member ids of their own: then
 * there is only one right answer, down to the partition. With the uniform assignor only numbers of
 * partitions are compared.
 *
 * <p>In every fourth seed one of the members speaks the classic protocol, so that the group changes
 * its kind now and then. It is a static one, whose place in the order does not depend on its id.
 */
final class ConsumerGroupScript implements AutoCloseable {
  private static final List<List<String>> SUBSCRIPTIONS =
      List.of(List.of("t"), List.of("t"), List.of("t", "u"), List.of("u", "none"), List.of());
  private static final int REBALANCE_MS = 60_000;

  /** One member, as far as it knows. */
  private static final class Member {
    final int number;
    final RawClient connection;
    final @Nullable String instanceId;
    String memberId = "";
    int epoch;
    int lastEpoch;
    boolean speaksClassic;
    boolean leads;
    List<String> topics = SUBSCRIPTIONS.get(0);
    TreeMap<String, TreeSet<Integer>> assigned = new TreeMap<>();
    TreeMap<String, TreeSet<Integer>> owned = new TreeMap<>();

    Member(int number, RawClient connection, @Nullable String instanceId) {
      this.number = number;
      this.connection = connection;
      this.instanceId = instanceId;
    }
  }

  /** Keeps the groups of one run from those of an earlier one at the same broker. */
  private static final String RUN = Long.toHexString(System.nanoTime());

  private final Random random;
  private final String group;
  private final boolean exact;
  private final RawClient admin;
  private final Map<String, Uuid> idByTopic;
  private final Map<Uuid, String> topicById = new HashMap<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final List<String> transcript = new ArrayList<>();

  ConsumerGroupScript(String host, int port, long seed, Map<String, Uuid> idByTopic)
      throws IOException {
    this.random = new Random(seed);
    this.group = "consumers-" + RUN + "-" + seed;
    this.exact = seed % 2 == 0;
    this.idByTopic = idByTopic;
    idByTopic.forEach((name, id) -> topicById.put(id, name));
    admin = new RawClient(host, port);
    for (int i = 0; i < 4; i++) {
      String instanceId = random.nextInt(3) == 0 ? "instance" + i % 2 : null;
      boolean classic = i == 3 && seed % 4 == 0;
      Member member = new Member(i, new RawClient(host, port), classic ? "a-classic" : instanceId);
      member.speaksClassic = classic;
      members.add(member);
    }
  }

  /** A line of the transcript without what a broker may choose among equals. */
  static String withoutChoices(String line) {
    return line.replaceAll("(epoch \\S+ interval \\S+ )?share \\S+", "");
  }

  List<String> run(int steps) throws Exception {
    for (int i = 0; i < steps; i++) {
      Member member = members.get(random.nextInt(members.size()));
      step(member, random.nextInt(100), random.nextInt(1000));
    }
    return transcript;
  }

  @Override
  public void close() throws IOException {
    admin.close();
    for (Member member : members) {
      member.connection.close();
    }
  }

  private void step(Member member, int dice, int detail) throws Exception {
    if (member.speaksClassic && dice < 74) {
      stepClassic(member, dice, detail);
    } else if (dice < 60) {
      if (member.memberId.isEmpty() || detail < 40) {
        join(member, detail);
      } else if (detail < 700) {
        acknowledge(member, detail);
      } else {
        beat(member, detail % 8);
      }
    } else if (dice < 66) {
      leave(member, detail);
    } else if (dice < 74) {
      commit(member, detail);
    } else if (dice < 79) {
      fetchOffsets(member, detail);
    } else if (dice < 89) {
      describe(detail % 2);
    } else if (dice < 91) {
      describeAsClassic(5 + detail % 2);
    } else if (dice < 93) {
      list(detail);
    } else if (dice < 94) {
      deleteGroup();
    } else if (dice < 96) {
      deleteOffsets();
    } else if (dice < 97) {
      removeAsAdministrator(member, detail);
    } else if (dice < 99) {
      member.topics = SUBSCRIPTIONS.get(detail % SUBSCRIPTIONS.size());
      say(member, "reads " + member.topics);
      if (!member.memberId.isEmpty() && !member.speaksClassic) {
        beat(member, 1);
      }
    } else {
      forget(member);
    }
  }

  // What members do.

  private void join(Member member, int detail) throws Exception {
    if (member.memberId.isEmpty() || detail % 5 == 0) {
      member.memberId = new Uuid(random.nextLong(), random.nextLong()).toString();
      names.put(member.memberId, member.number + "." + names.size());
    }
    member.epoch = 0;
    member.owned = new TreeMap<>();
    ask(member, full(member).memberEpoch(0), "joins");
  }

  /** Says that it holds what it was assigned, and nothing else. */
  private void acknowledge(Member member, int detail) throws Exception {
    member.owned = member.assigned;
    ConsumerGroupHeartbeatRequest request = plain(member);
    if (detail % 3 != 0) {
      request.topicPartitions(owned(member));
    }
    ask(member, request, "beats, owns " + (detail % 3 != 0 ? show(member.owned) : "-"));
  }

  private void beat(Member member, int kind) throws Exception {
    switch (kind) {
      case 0 -> ask(member, plain(member), "beats");
      case 1 -> ask(member, full(member), "says all");
      case 2 -> ask(member, plain(member).memberEpoch(member.epoch + 1), "is ahead");
      case 3 ->
          ask(
              member,
              plain(member).memberEpoch(member.lastEpoch).topicPartitions(owned(member)),
              "is behind");
      case 4 -> ask(member, plain(member).serverAssignor("nobody's"), "wants another assignor");
      case 5 -> ask(member, plain(member).rebalanceTimeoutMs(70_000), "changes its time-out");
      case 6 -> ask(member, plain(member).instanceId("instance1"), "is somebody else");
      default -> ask(member, plain(member).subscribedTopicNames(member.topics), "subscribes");
    }
  }

  private void leave(Member member, int detail) throws Exception {
    int epoch = member.instanceId != null && detail % 2 == 0 ? -2 : -1;
    ask(member, plain(member).memberEpoch(epoch), "leaves by " + epoch);
    member.assigned = new TreeMap<>();
    member.owned = new TreeMap<>();
  }

  private void forget(Member member) {
    member.memberId = "";
    member.epoch = 0;
    member.assigned = new TreeMap<>();
    say(member, "forgets");
  }

  private ConsumerGroupHeartbeatRequest plain(Member member) {
    return new ConsumerGroupHeartbeatRequest()
        .groupId(group)
        .memberId(member.memberId)
        .memberEpoch(member.epoch)
        .instanceId(member.instanceId)
        .rebalanceTimeoutMs(-1)
        .subscribedTopicNames(null)
        .topicPartitions(null);
  }

  private ConsumerGroupHeartbeatRequest full(Member member) {
    return plain(member)
        .rebalanceTimeoutMs(REBALANCE_MS)
        .subscribedTopicNames(member.topics)
        .serverAssignor(exact ? "range" : null)
        .topicPartitions(owned(member));
  }

  private List<TopicPartitions> owned(Member member) {
    List<TopicPartitions> owned = new ArrayList<>();
    member.owned.forEach(
        (topic, partitions) ->
            owned.add(
                new TopicPartitions()
                    .topicId(idByTopic.getOrDefault(topic, Uuid.ZERO))
                    .partitions(List.copyOf(partitions))));
    return owned;
  }

  private void ask(Member member, ConsumerGroupHeartbeatRequest request, String what)
      throws Exception {
    say(member, what + " as " + name(member.memberId) + " at " + request.memberEpoch());
    ConsumerGroupHeartbeatResponse answer =
        member.connection.ask(request, 1, ConsumerGroupHeartbeatResponse.class);
    say(member, "<- " + take(member, request, answer));
  }

  private String take(
      Member member, ConsumerGroupHeartbeatRequest request, ConsumerGroupHeartbeatResponse answer) {
    KafkaError error = KafkaError.forCode(answer.errorCode());
    var assignment = answer.assignment();
    if (error == KafkaError.NONE && request.memberEpoch() >= 0) {
      keepEpoch(member, answer.memberEpoch());
    }
    if (assignment != null) {
      member.assigned = new TreeMap<>();
      assignment
          .topicPartitions()
          .forEach(
              each ->
                  member.assigned.put(
                      topicById.getOrDefault(each.topicId(), "?"),
                      new TreeSet<>(each.partitions())));
    }
    return "%s %s epoch %s share %s"
        .formatted(
            error,
            name(answer.memberId() == null ? "" : answer.memberId()),
            answer.memberEpoch(),
            assignment == null ? "unchanged" : show(member.assigned));
  }

  private static void keepEpoch(Member member, int epoch) {
    if (member.epoch != epoch) {
      member.lastEpoch = member.epoch;
    }
    member.epoch = epoch;
  }

  private void commit(Member member, int detail) throws Exception {
    int version = detail % 6 == 0 ? 8 : 9;
    int epoch =
        switch (detail % 7) {
          case 0 -> -1;
          case 1, 3, 5 -> member.lastEpoch;
          case 2 -> member.epoch + 1;
          default -> member.epoch;
        };
    TreeSet<Integer> own = member.assigned.getOrDefault("t", new TreeSet<>());
    int partition = own.isEmpty() || detail % 4 == 0 ? detail % 12 : own.first();
    OffsetCommitRequest request =
        new OffsetCommitRequest()
            .groupId(group)
            .memberId(detail % 9 == 0 ? "" : member.memberId)
            .generationIdOrMemberEpoch(epoch)
            .groupInstanceId(detail % 4 == 0 ? member.instanceId : null)
            .topics(
                List.of(
                    new OffsetCommitRequestTopic()
                        .name("t")
                        .partitions(
                            List.of(
                                new OffsetCommitRequestPartition()
                                    .partitionIndex(partition)
                                    .committedOffset(detail)
                                    .committedMetadata("")))));
    OffsetCommitResponse answer =
        member.connection.ask(request, version, OffsetCommitResponse.class);
    short code = answer.topics().get(0).partitions().get(0).errorCode();
    boolean owns = own.contains(partition);
    say(
        member,
        "commits by v%s at %s of %s, owning it %s: share %s"
            .formatted(version, epoch, member.epoch, exact ? owns : "perhaps", error(code)));
  }

  private void fetchOffsets(Member member, int detail) throws Exception {
    boolean asMember = detail % 3 != 0;
    OffsetFetchRequest request =
        new OffsetFetchRequest()
            .groups(
                List.of(
                    new OffsetFetchRequestGroup()
                        .groupId(group)
                        .memberId(asMember ? member.memberId : null)
                        .memberEpoch(asMember ? member.epoch - detail % 2 : -1)
                        .topics(
                            List.of(
                                new OffsetFetchRequestTopics()
                                    .name("t")
                                    .partitionIndexes(List.of(0))))));
    var found = member.connection.ask(request, 9, OffsetFetchResponse.class).groups().get(0);
    say(member, "fetches as member %s: %s".formatted(asMember, error(found.errorCode())));
  }

  // What a member by the classic protocol does.

  private void stepClassic(Member member, int dice, int detail) throws Exception {
    if (dice < 60 && (member.memberId.isEmpty() || detail < 300)) {
      joinClassic(member, detail);
    } else if (dice < 60 && detail < 650) {
      sync(member);
    } else if (dice < 66) {
      beatClassic(member, detail);
    } else if (dice < 69) {
      leaveClassic(member);
    } else {
      commit(member, 12 + detail % 12 * 6 + 1);
    }
  }

  private void joinClassic(Member member, int detail) throws Exception {
    boolean revokesFirst = detail % 2 == 0;
    MessageWriter out = new MessageWriter();
    out.writeInt16((short) 1);
    List<ConsumerProtocolSubscription.TopicPartition> owned = new ArrayList<>();
    if (!revokesFirst) {
      member.assigned.forEach(
          (topic, partitions) ->
              owned.add(
                  new ConsumerProtocolSubscription.TopicPartition()
                      .topic(topic)
                      .partitions(List.copyOf(partitions))));
    }
    new ConsumerProtocolSubscription()
        .topics(member.topics)
        .ownedPartitions(owned)
        .write(out, (short) 1);
    JoinGroupRequest request =
        new JoinGroupRequest()
            .groupId(group)
            .memberId(member.memberId)
            .groupInstanceId(member.instanceId)
            .sessionTimeoutMs(REBALANCE_MS)
            .rebalanceTimeoutMs(REBALANCE_MS)
            .protocolType("consumer")
            .protocols(
                List.of(
                    new JoinGroupRequest.JoinGroupRequestProtocol()
                        .name("range")
                        .metadata(out.finish().toBuffer())));
    say(member, "joins as " + name(member.memberId) + " owning " + (revokesFirst ? "-" : "all"));
    JoinGroupResponse answer = member.connection.ask(request, 8, JoinGroupResponse.class);
    if (answer.errorCode() == 0) {
      if (!answer.memberId().equals(member.memberId)) {
        names.put(answer.memberId(), member.number + "." + names.size());
      }
      member.memberId = answer.memberId();
      member.leads = answer.leader().equals(member.memberId);
      keepEpoch(member, answer.generationId());
    } else {
      forget(member);
    }
    say(
        member,
        "<- %s %s generation %s by %s/%s leader %s members %s"
            .formatted(
                error(answer.errorCode()),
                name(answer.memberId()),
                answer.generationId(),
                answer.protocolType(),
                answer.protocolName(),
                name(answer.leader()),
                answer.members().size()));
  }

  private void sync(Member member) throws Exception {
    SyncGroupRequest request =
        new SyncGroupRequest()
            .groupId(group)
            .memberId(member.memberId)
            .generationId(member.epoch)
            .groupInstanceId(member.instanceId)
            .protocolType("consumer")
            .protocolName("range");
    if (member.leads) {
      request.assignments(
          List.of(
              new SyncGroupRequest.SyncGroupRequestAssignment()
                  .memberId(member.memberId)
                  .assignment(everything(member))));
    }
    say(member, "syncs, leads " + member.leads);
    SyncGroupResponse answer = member.connection.ask(request, 5, SyncGroupResponse.class);
    String share = "-";
    if (answer.errorCode() == 0 && answer.assignment().hasRemaining()) {
      MessageReader in = new MessageReader(answer.assignment().duplicate());
      ConsumerProtocolAssignment read = new ConsumerProtocolAssignment();
      read.read(in, (short) Math.min(in.readInt16("version"), 3));
      member.assigned = new TreeMap<>();
      read.assignedPartitions()
          .forEach(each -> member.assigned.put(each.topic(), new TreeSet<>(each.partitions())));
      share = show(member.assigned);
    }
    say(
        member,
        "<- %s by %s/%s share %s"
            .formatted(
                error(answer.errorCode()), answer.protocolType(), answer.protocolName(), share));
  }

  private static ByteBuffer everything(Member member) {
    MessageWriter out = new MessageWriter();
    out.writeInt16((short) 0);
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    new ConsumerProtocolAssignment()
        .assignedPartitions(
            member.topics.stream()
                .filter(topic -> !topic.equals("none"))
                .map(
                    topic ->
                        new ConsumerProtocolAssignment.TopicPartition()
                            .topic(topic)
                            .partitions(all))
                .toList())
        .write(out, (short) 0);
    return out.finish().toBuffer();
  }

  private void beatClassic(Member member, int detail) throws Exception {
    HeartbeatRequest request =
        new HeartbeatRequest()
            .groupId(group)
            .memberId(detail % 9 == 0 ? "nobody" : member.memberId)
            .generationId(detail % 7 == 0 ? member.epoch + 1 : member.epoch)
            .groupInstanceId(detail % 3 == 0 ? null : member.instanceId);
    HeartbeatResponse answer = member.connection.ask(request, 4, HeartbeatResponse.class);
    say(member, "beats " + detail % 63 + ": " + error(answer.errorCode()));
  }

  private void leaveClassic(Member member) throws Exception {
    LeaveGroupRequest request =
        new LeaveGroupRequest()
            .groupId(group)
            .members(
                List.of(
                    new MemberIdentity()
                        .memberId(member.memberId)
                        .groupInstanceId(member.instanceId)));
    LeaveGroupResponse answer = member.connection.ask(request, 5, LeaveGroupResponse.class);
    say(
        member,
        "leaves: "
            + error(answer.errorCode())
            + answer.members().stream().map(each -> error(each.errorCode())).toList());
    forget(member);
  }

  // What the administrator does and sees.

  private void describe(int version) throws Exception {
    ConsumerGroupDescribeRequest request =
        new ConsumerGroupDescribeRequest()
            .groupIds(List.of(group))
            .includeAuthorizedOperations(version == 1);
    var found = admin.ask(request, version, ConsumerGroupDescribeResponse.class).groups().get(0);
    List<String> described = found.members().stream().map(this::show).sorted().toList();
    transcript.add(
        "describe v%s %s %s epoch %s/%s by %s ops %s %s"
            .formatted(
                version,
                error(found.errorCode()),
                found.groupState(),
                found.groupEpoch(),
                found.assignmentEpoch(),
                found.assignorName(),
                found.authorizedOperations(),
                described));
  }

  private String show(ConsumerGroupDescribeResponse.Member member) {
    return "%s/%s/%s at %s %s %s %s type %s share %s/%s"
        .formatted(
            name(member.memberId()),
            member.instanceId(),
            member.clientHost(),
            member.memberEpoch(),
            member.subscribedTopicNames().stream().sorted().toList(),
            member.subscribedTopicRegex(),
            member.rackId(),
            member.memberType(),
            show(member.assignment()),
            show(member.targetAssignment()));
  }

  private String show(ConsumerGroupDescribeResponse.Assignment assignment) {
    TreeMap<String, TreeSet<Integer>> partitions = new TreeMap<>();
    assignment
        .topicPartitions()
        .forEach(each -> partitions.put(each.topicName(), new TreeSet<>(each.partitions())));
    return show(partitions);
  }

  private void describeAsClassic(int version) throws Exception {
    DescribeGroupsRequest request = new DescribeGroupsRequest().groups(List.of(group));
    var found = admin.ask(request, version, DescribeGroupsResponse.class).groups().get(0);
    transcript.add(
        "describe as classic v%s %s %s %s"
            .formatted(
                version, error(found.errorCode()), found.errorMessage(), found.groupState()));
  }

  private void list(int detail) throws Exception {
    ListGroupsRequest request = new ListGroupsRequest();
    if (detail % 2 == 0) {
      request.statesFilter(List.of("stable", "Empty", "Reconciling"));
    }
    if (detail % 3 != 0) {
      request.typesFilter(List.of(detail % 3 == 1 ? "Consumer" : "classic"));
    }
    List<String> found =
        admin.ask(request, 5, ListGroupsResponse.class).groups().stream()
            .filter(each -> each.groupId().equals(group))
            .map(each -> each.protocolType() + "/" + each.groupState() + "/" + each.groupType())
            .toList();
    transcript.add("list " + detail % 6 + " " + found);
  }

  private void deleteGroup() throws Exception {
    DeleteGroupsRequest request = new DeleteGroupsRequest().groupsNames(List.of(group));
    var result = admin.ask(request, 2, DeleteGroupsResponse.class).results().get(0);
    transcript.add("delete group " + error(result.errorCode()));
  }

  private void deleteOffsets() throws Exception {
    OffsetDeleteRequest request =
        new OffsetDeleteRequest().groupId(group).topics(List.of(deletion("t"), deletion("u")));
    OffsetDeleteResponse answer = admin.ask(request, 0, OffsetDeleteResponse.class);
    List<String> results = new ArrayList<>();
    answer
        .topics()
        .forEach(t -> t.partitions().forEach(p -> results.add(t.name() + error(p.errorCode()))));
    results.sort(null);
    transcript.add("delete offsets " + error(answer.errorCode()) + results);
  }

  private static OffsetDeleteRequestTopic deletion(String topic) {
    return new OffsetDeleteRequestTopic()
        .name(topic)
        .partitions(List.of(new OffsetDeleteRequestPartition().partitionIndex(11)));
  }

  private void removeAsAdministrator(Member member, int detail) throws Exception {
    boolean byName = member.instanceId != null && detail % 2 == 0;
    LeaveGroupRequest request =
        new LeaveGroupRequest()
            .groupId(group)
            .members(
                List.of(
                    new MemberIdentity()
                        .memberId(byName ? "" : member.memberId)
                        .groupInstanceId(byName ? member.instanceId : null)));
    LeaveGroupResponse answer = admin.ask(request, 5, LeaveGroupResponse.class);
    transcript.add(
        "remove %s by name %s: %s %s"
            .formatted(
                member.number,
                byName,
                error(answer.errorCode()),
                answer.members().stream().map(each -> error(each.errorCode())).toList()));
  }

  private String show(TreeMap<String, TreeSet<Integer>> partitions) {
    return exact
        ? partitions.toString().replace(" ", "")
        : String.valueOf(partitions.values().stream().mapToInt(TreeSet::size).sum());
  }

  private void say(Member member, String what) {
    transcript.add("member " + member.number + "/" + member.instanceId + " " + what);
  }

  private String name(String memberId) {
    return memberId.isEmpty() ? "-" : names.getOrDefault(memberId, "?");
  }

  private static String error(short code) {
    return KafkaError.forCode(code).name();
  }
}
