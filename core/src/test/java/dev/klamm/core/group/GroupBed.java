package dev.klamm.core.group;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.coordinator.Effect;
import dev.klamm.core.coordinator.Effects;
import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.core.coordinator.TimerEvent;
import dev.klamm.core.group.classic.JoinHandle;
import dev.klamm.core.group.coordinator.GroupCoordinator;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.ConsumerGroupDescribeRequest;
import dev.klamm.protocol.message.ConsumerGroupDescribeResponse;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatResponse;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import dev.klamm.protocol.message.DeleteGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsRequest;
import dev.klamm.protocol.message.DescribeGroupsResponse;
import dev.klamm.protocol.message.DescribeGroupsResponse.DescribedGroup;
import dev.klamm.protocol.message.HeartbeatRequest;
import dev.klamm.protocol.message.HeartbeatResponse;
import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import dev.klamm.protocol.message.JoinGroupResponse;
import dev.klamm.protocol.message.LeaveGroupRequest;
import dev.klamm.protocol.message.LeaveGroupRequest.MemberIdentity;
import dev.klamm.protocol.message.LeaveGroupResponse;
import dev.klamm.protocol.message.ListGroupsRequest;
import dev.klamm.protocol.message.ListGroupsResponse;
import dev.klamm.protocol.message.OffsetCommitRequest;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestPartition;
import dev.klamm.protocol.message.OffsetCommitRequest.OffsetCommitRequestTopic;
import dev.klamm.protocol.message.OffsetFetchRequest;
import dev.klamm.protocol.message.OffsetFetchRequest.OffsetFetchRequestGroup;
import dev.klamm.protocol.message.OffsetFetchResponse;
import dev.klamm.protocol.message.OffsetFetchResponse.OffsetFetchResponseTopics;
import dev.klamm.protocol.message.SyncGroupRequest;
import dev.klamm.protocol.message.SyncGroupRequest.SyncGroupRequestAssignment;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator on a table: simulated time, a map for a store, and answers that can be looked at.
 * Every effect is applied as the engine would.
 */
final class GroupBed {
  static final String GROUP = "g";
  static final int SESSION_MS = 10_000;
  static final int REBALANCE_MS = 60_000;

  private record Running(TimerEvent event, long dueMs, long order) {}

  /** An answer, once it is there. */
  static final class Promise<R> implements ReplyHandle<R> {
    private @Nullable R answer;
    private Effect.@Nullable Release release;

    @Override
    public void complete(R response) {
      if (answer != null) {
        throw new AssertionError("answered twice: " + answer + ", then " + response);
      }
      answer = response;
    }

    @Override
    public void fail(RuntimeException cause) {
      throw new AssertionError(cause);
    }

    boolean isAnswered() {
      return answer != null;
    }

    /** Whether the answer waits until what was put before it is durable. */
    boolean waitsForDurability() {
      return release == Effect.Release.WHEN_DURABLE;
    }

    R get() {
      if (answer == null) {
        throw new AssertionError("not answered yet");
      }
      return answer;
    }
  }

  /** The topics that tests may change. */
  static final class Topics implements TopicNames {
    final Map<String, Uuid> ids = new HashMap<>();
    final Map<String, Integer> partitions = new TreeMap<>();
    private Object version = new Object();

    void create(String topic, int count) {
      ids.put(topic, new Uuid(ids.size() + 1, topic.hashCode()));
      partitions.put(topic, count);
      version = new Object();
    }

    @Override
    public @Nullable String nameOf(Uuid topicId) {
      return ids.entrySet().stream()
          .filter(each -> each.getValue().equals(topicId))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(null);
    }

    @Override
    public @Nullable Uuid idOf(String topic) {
      return ids.get(topic);
    }

    @Override
    public int partitionCount(String topic) {
      return partitions.getOrDefault(topic, 0);
    }

    @Override
    public Iterable<String> names() {
      return partitions.keySet();
    }

    @Override
    public Object version() {
      return version;
    }

    @Override
    public boolean hasPartition(String topic, int partition) {
      return partition >= 0 && partition < partitions.getOrDefault(topic, 0);
    }
  }

  final Topics topics = new Topics();
  final TreeMap<byte[], byte[]> store;
  private final GroupSettings settings;
  private final List<Running> timers = new ArrayList<>();
  private long order;
  private int writes;
  private final GroupCoordinator coordinator;
  long nowMs = 1_000_000;

  GroupBed() {
    this(GroupSettings.defaults().withInitialRebalanceDelayMs(0));
  }

  GroupBed(GroupSettings settings) {
    this(settings, new TreeMap<>(Arrays::compareUnsigned));
    topics.create("t", 4);
    topics.create("u", 4);
  }

  private GroupBed(GroupSettings settings, TreeMap<byte[], byte[]> store) {
    this.settings = settings;
    this.store = store;
    this.coordinator = new GroupCoordinator(settings, topics, new Random(store.size()));
    load();
  }

  /** The same store under a new coordinator. */
  GroupBed restarted() {
    return restarted(settings);
  }

  GroupBed restarted(GroupSettings settings) {
    TreeMap<byte[], byte[]> copy = new TreeMap<>(Arrays::compareUnsigned);
    copy.putAll(store);
    GroupBed again = new GroupBed(settings, copy);
    again.topics.ids.putAll(topics.ids);
    again.topics.partitions.putAll(topics.partitions);
    again.nowMs = nowMs;
    return again;
  }

  private void load() {
    for (byte[] prefix : coordinator.prefixes()) {
      for (Map.Entry<byte[], byte[]> each : store.tailMap(prefix, true).entrySet()) {
        if (Arrays.mismatch(prefix, each.getKey()) >= prefix.length
            || Arrays.equals(prefix, each.getKey())) {
          coordinator.replay(each.getKey(), each.getValue());
        }
      }
    }
    happen((c, effects) -> c.onLoaded(nowMs, effects));
  }

  void replay(byte[] key, byte[] value) {
    coordinator.replay(key, value);
  }

  // Time.

  void advance(long ms) {
    long end = nowMs + ms;
    while (true) {
      Running next =
          timers.stream()
              .filter(timer -> timer.dueMs() <= end)
              .min(Comparator.comparingLong(Running::dueMs).thenComparingLong(Running::order))
              .orElse(null);
      if (next == null) {
        nowMs = end;
        return;
      }
      timers.remove(next);
      nowMs = next.dueMs();
      happen((c, effects) -> c.onTimer(next.event(), nowMs, effects));
    }
  }

  long timersOf(Class<?> kind) {
    return timers.stream().filter(timer -> kind.isInstance(timer.event())).count();
  }

  /** How many keys were written or deleted so far. */
  int writes() {
    return writes;
  }

  void happen(BiConsumer<GroupCoordinator, Effects> event) {
    Effects effects = new Effects();
    event.accept(coordinator, effects);
    effects.asList().forEach(this::write);
    effects.asList().forEach(this::follow);
  }

  private void write(Effect effect) {
    writes += effect instanceof Effect.Put || effect instanceof Effect.Delete ? 1 : 0;
    if (effect instanceof Effect.Put put) {
      store.put(put.key(), put.value());
      coordinator.replay(put.key(), put.value());
    } else if (effect instanceof Effect.Delete delete) {
      store.remove(delete.key());
      coordinator.replay(delete.key(), null);
    }
  }

  private void follow(Effect effect) {
    if (effect instanceof Effect.Reply<?> reply) {
      ReplyHandle<?> to = reply.to() instanceof JoinHandle join ? join.to() : reply.to();
      ((Promise<?>) to).release = reply.release();
      reply.send();
    } else if (effect instanceof Effect.SetTimer set) {
      timers.removeIf(timer -> timer.event().equals(set.event()));
      timers.add(new Running(set.event(), nowMs + set.delayMs(), order++));
    } else if (effect instanceof Effect.CancelTimer cancel) {
      timers.removeIf(timer -> timer.event().equals(cancel.event()));
    }
  }

  // Requests, as a client would fill them in.

  static Caller version(int apiVersion) {
    return new Caller((short) apiVersion, "client", "/host", 3400);
  }

  static JoinGroupRequest joining(String memberId, String... protocols) {
    String[] names = protocols.length == 0 ? new String[] {"range"} : protocols;
    List<JoinGroupRequestProtocol> list = new ArrayList<>();
    for (String name : names) {
      list.add(new JoinGroupRequestProtocol().name(name).metadata(subscription("t")));
    }
    return new JoinGroupRequest()
        .groupId(GROUP)
        .memberId(memberId)
        .sessionTimeoutMs(SESSION_MS)
        .rebalanceTimeoutMs(REBALANCE_MS)
        .protocolType("consumer")
        .protocols(list);
  }

  static ByteBuffer subscription(String... topicNames) {
    MessageWriter out = new MessageWriter();
    out.writeInt16((short) 0);
    new ConsumerProtocolSubscription().topics(List.of(topicNames)).write(out, (short) 0);
    return out.finish().toBuffer();
  }

  Promise<JoinGroupResponse> join(JoinGroupRequest request, int apiVersion) {
    Promise<JoinGroupResponse> promise = new Promise<>();
    happen((c, effects) -> c.joinGroup(request, version(apiVersion), promise, nowMs, effects));
    return promise;
  }

  /** A new dynamic member, through the invitation; not necessarily answered yet. */
  Promise<JoinGroupResponse> joinNew(String... protocols) {
    JoinGroupResponse invitation = join(joining("", protocols), 9).get();
    return join(joining(invitation.memberId(), protocols), 9);
  }

  Promise<SyncGroupResponse> sync(SyncGroupRequest request) {
    return sync(request, 4);
  }

  Promise<SyncGroupResponse> sync(SyncGroupRequest request, int apiVersion) {
    Promise<SyncGroupResponse> promise = new Promise<>();
    happen((c, effects) -> c.syncGroup(request, version(apiVersion), promise, nowMs, effects));
    return promise;
  }

  static SyncGroupRequest syncing(JoinGroupResponse joined) {
    return new SyncGroupRequest()
        .groupId(GROUP)
        .memberId(joined.memberId())
        .generationId(joined.generationId());
  }

  /** The leader's SyncGroup: everyone is assigned their own member id. */
  static SyncGroupRequest assigning(JoinGroupResponse leader) {
    return syncing(leader)
        .assignments(
            leader.members().stream()
                .map(
                    member ->
                        new SyncGroupRequestAssignment()
                            .memberId(member.memberId())
                            .assignment(text(member.memberId())))
                .toList());
  }

  static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A group of one, stable. */
  JoinGroupResponse stableMember() {
    JoinGroupResponse joined = joinNew().get();
    sync(assigning(joined)).get();
    return joined;
  }

  /** Two members, stable; the leader first. */
  List<JoinGroupResponse> stablePair() {
    JoinGroupResponse first = stableMember();
    Promise<JoinGroupResponse> second = joinNew();
    JoinGroupResponse leader = join(joining(first.memberId()), 9).get();
    Promise<SyncGroupResponse> follower = sync(syncing(second.get()));
    sync(assigning(leader)).get();
    follower.get();
    return List.of(leader, second.get());
  }

  KafkaError heartbeat(JoinGroupResponse member) {
    return heartbeat(member.memberId(), member.generationId(), null);
  }

  KafkaError heartbeat(String memberId, int generation, @Nullable String instanceId) {
    return heartbeat(GROUP, memberId, generation, instanceId);
  }

  KafkaError heartbeat(
      String groupId, String memberId, int generation, @Nullable String instanceId) {
    Promise<HeartbeatResponse> promise = new Promise<>();
    HeartbeatRequest request =
        new HeartbeatRequest()
            .groupId(groupId)
            .memberId(memberId)
            .generationId(generation)
            .groupInstanceId(instanceId);
    happen((c, effects) -> c.heartbeat(request, promise, nowMs, effects));
    return KafkaError.forCode(promise.get().errorCode());
  }

  ConsumerGroupHeartbeatResponse beat(ConsumerGroupHeartbeatRequest request) {
    Promise<ConsumerGroupHeartbeatResponse> promise = new Promise<>();
    happen((c, effects) -> c.consumerHeartbeat(request, version(1), promise, nowMs, effects));
    return promise.get();
  }

  ConsumerGroupDescribeResponse.DescribedGroup describeConsumers() {
    Promise<ConsumerGroupDescribeResponse> promise = new Promise<>();
    ConsumerGroupDescribeRequest request =
        new ConsumerGroupDescribeRequest().groupIds(List.of(GROUP));
    happen((c, effects) -> c.describeConsumerGroups(request, version(1), promise, nowMs, effects));
    return promise.get().groups().get(0);
  }

  LeaveGroupResponse leave(MemberIdentity... members) {
    return leave(new LeaveGroupRequest().groupId(GROUP).members(List.of(members)), 5);
  }

  LeaveGroupResponse leave(LeaveGroupRequest request, int apiVersion) {
    Promise<LeaveGroupResponse> promise = new Promise<>();
    happen((c, effects) -> c.leaveGroup(request, version(apiVersion), promise, nowMs, effects));
    return promise.get();
  }

  static OffsetCommitRequest committing(String topic, int partition, long offset) {
    return new OffsetCommitRequest()
        .groupId(GROUP)
        .topics(
            List.of(
                new OffsetCommitRequestTopic()
                    .name(topic)
                    .partitions(
                        List.of(
                            new OffsetCommitRequestPartition()
                                .partitionIndex(partition)
                                .committedOffset(offset)
                                .committedMetadata("")))));
  }

  /** Commits one offset and returns its error. */
  KafkaError commit(OffsetCommitRequest request, int apiVersion) {
    Promise<dev.klamm.protocol.message.OffsetCommitResponse> promise = new Promise<>();
    happen((c, effects) -> c.commitOffsets(request, version(apiVersion), promise, nowMs, effects));
    return KafkaError.forCode(promise.get().topics().get(0).partitions().get(0).errorCode());
  }

  KafkaError commit(JoinGroupResponse member, String topic, int partition, long offset) {
    return commit(
        committing(topic, partition, offset)
            .memberId(member.memberId())
            .generationIdOrMemberEpoch(member.generationId()),
        9);
  }

  OffsetFetchResponse fetch(OffsetFetchRequest request, int apiVersion) {
    Promise<OffsetFetchResponse> promise = new Promise<>();
    happen((c, effects) -> c.fetchOffsets(request, version(apiVersion), promise, nowMs, effects));
    return promise.get();
  }

  /** All offsets of a group as {@code topic-partition=offset}, sorted. */
  List<String> offsets(String groupId) {
    OffsetFetchRequest all =
        new OffsetFetchRequest()
            .groups(List.of(new OffsetFetchRequestGroup().groupId(groupId).topics(null)));
    List<String> found = new ArrayList<>();
    for (OffsetFetchResponseTopics topic : fetch(all, 9).groups().get(0).topics()) {
      topic
          .partitions()
          .forEach(
              each ->
                  found.add(
                      topic.name() + "-" + each.partitionIndex() + "=" + each.committedOffset()));
    }
    found.sort(null);
    return found;
  }

  DescribedGroup describe(String groupId) {
    return describe(groupId, 6);
  }

  DescribedGroup describe(String groupId, int apiVersion) {
    Promise<DescribeGroupsResponse> promise = new Promise<>();
    DescribeGroupsRequest request = new DescribeGroupsRequest().groups(List.of(groupId));
    happen((c, effects) -> c.describeGroups(request, version(apiVersion), promise, nowMs, effects));
    return promise.get().groups().get(0);
  }

  String state() {
    return describe(GROUP, 5).groupState();
  }

  List<ListGroupsResponse.ListedGroup> list(ListGroupsRequest request) {
    Promise<ListGroupsResponse> promise = new Promise<>();
    happen((c, effects) -> c.listGroups(request, promise, nowMs, effects));
    return promise.get().groups();
  }

  KafkaError deleteGroup(String groupId) {
    Promise<dev.klamm.protocol.message.DeleteGroupsResponse> promise = new Promise<>();
    DeleteGroupsRequest request = new DeleteGroupsRequest().groupsNames(List.of(groupId));
    happen((c, effects) -> c.deleteGroups(request, promise, nowMs, effects));
    return KafkaError.forCode(promise.get().results().get(0).errorCode());
  }

  static KafkaError error(ApiMessage answer) {
    if (answer instanceof JoinGroupResponse join) {
      return KafkaError.forCode(join.errorCode());
    }
    if (answer instanceof SyncGroupResponse sync) {
      return KafkaError.forCode(sync.errorCode());
    }
    throw new IllegalArgumentException("no error in " + answer);
  }
}
