package dev.klamm.core.consumer;

import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.ConsumerPartitionAssignor;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.Assignment;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.GroupAssignment;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.GroupSubscription;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.Subscription;
import dev.klamm.api.error.InconsistentGroupProtocolException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.consumer.assignor.ConsumerProtocol;
import dev.klamm.core.consumer.group.GroupMembership;
import dev.klamm.core.consumer.group.MembershipEffect;
import dev.klamm.core.consumer.group.MembershipEffect.Assign;
import dev.klamm.core.consumer.group.MembershipEffect.Beat;
import dev.klamm.core.consumer.group.MembershipEffect.CancelTimer;
import dev.klamm.core.consumer.group.MembershipEffect.Divide;
import dev.klamm.core.consumer.group.MembershipEffect.Fail;
import dev.klamm.core.consumer.group.MembershipEffect.ForgetCoordinator;
import dev.klamm.core.consumer.group.MembershipEffect.Join;
import dev.klamm.core.consumer.group.MembershipEffect.JoinedMember;
import dev.klamm.core.consumer.group.MembershipEffect.Leave;
import dev.klamm.core.consumer.group.MembershipEffect.Lose;
import dev.klamm.core.consumer.group.MembershipEffect.MemberIdentity;
import dev.klamm.core.consumer.group.MembershipEffect.Revoke;
import dev.klamm.core.consumer.group.MembershipEffect.SetTimer;
import dev.klamm.core.consumer.group.MembershipEffect.Sync;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.runtime.Ordered;
import dev.klamm.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what {@link GroupMembership} wants, and tells it what came of that. On the event loop
 * only, except for the getters that say otherwise.
 */
final class ClassicGroupDriver implements GroupDriver {

  private final NetworkClient network;
  private final GroupRequests requests;
  private final GroupMembership membership;
  private final List<ConsumerPartitionAssignor> assignors;
  private final String groupId;
  private final String rack;
  private final Application application;
  private final MembershipTimers timers;

  private Set<String> topics = Set.of();
  private Map<String, Integer> dividedCounts = Map.of();
  private volatile boolean awaitsPoll;
  private volatile @Nullable KafkaException endedBy;
  private volatile MemberIdentity identity;
  private volatile boolean rebalancing;
  private volatile int currentCall;

  ClassicGroupDriver(
      NetworkClient network,
      GroupRequests requests,
      GroupMembership membership,
      List<ConsumerPartitionAssignor> assignors,
      String groupId,
      String rack,
      LongSupplier lastPollNanos,
      Application application) {
    this.network = network;
    this.requests = requests;
    this.membership = membership;
    this.assignors = assignors;
    this.groupId = groupId;
    this.rack = rack;
    this.timers =
        new MembershipTimers(
            network,
            lastPollNanos,
            (timer, sincePoll) -> perform(membership.onTimer(timer, sincePoll)));
    this.application = application;
    this.identity = membership.identity();
  }

  /** What all assignors have in common, the better one of it. */
  static RebalanceProtocol protocol(List<ConsumerPartitionAssignor> assignors) {
    boolean cooperative =
        assignors.stream()
            .allMatch(one -> one.supportedProtocols().contains(RebalanceProtocol.COOPERATIVE));
    return cooperative ? RebalanceProtocol.COOPERATIVE : RebalanceProtocol.EAGER;
  }

  @Override
  public boolean awaitsPoll() {
    return awaitsPoll;
  }

  @Override
  public @Nullable KafkaException endedBy() {
    return endedBy;
  }

  @Override
  public MemberIdentity identity() {
    return identity;
  }

  @Override
  public boolean isRebalancing() {
    return rebalancing;
  }

  @Override
  public String groupId() {
    return groupId;
  }

  @Override
  public void onSubscribed(Set<String> wanted, @Nullable String regex) {
    topics = wanted;
    perform(membership.onSubscribed(wanted::contains));
  }

  @Override
  public void onPolled() {
    perform(membership.onPolled());
  }

  @Override
  public void onTold(int call) {
    perform(membership.onTold(call));
  }

  @Override
  public void onRejoinWanted(String reason) {
    perform(membership.onRejoinWanted(reason));
  }

  @Override
  public void onCommitRefused(int generation, KafkaException error) {
    perform(membership.onCommitRefused(generation, error));
  }

  @Override
  public boolean isCurrent(int call) {
    return currentCall == call;
  }

  @Override
  public void leave(String reason, boolean tell, Runnable done) {
    requests.afterLeaving(done);
    perform(membership.onLeaving(reason, tell));
    requests.leavingIsOver();
    dividedCounts = Map.of();
  }

  @Override
  public void onMetadata(MetadataSnapshot metadata) {
    boolean changed =
        dividedCounts.entrySet().stream()
            .anyMatch(entry -> metadata.partitionCount(entry.getKey()) != entry.getValue());
    if (changed) {
      dividedCounts = Map.of();
      onRejoinWanted("topics or their partitions changed");
    }
  }

  private void perform(List<MembershipEffect> effects) {
    endedBy = membership.endedBy();
    identity = membership.identity();
    rebalancing = membership.isRebalancing();
    currentCall = membership.currentCall();
    effects.forEach(this::perform);
    awaitsPoll = membership.awaitsPoll();
  }

  private void perform(MembershipEffect effect) {
    if (effect instanceof Join join) {
      join(join);
    } else if (effect instanceof Divide divide) {
      divide(divide);
    } else if (effect instanceof Sync sync) {
      requests.sync(sync, new SyncOutcome(sync));
    } else if (effect instanceof Beat beat) {
      requests.beat(beat, error -> onBeat(beat, error));
    } else if (effect instanceof Leave leave) {
      requests.leave(leave);
    } else if (effect instanceof ForgetCoordinator) {
      network.coordinators().forget(CoordinatorType.GROUP, groupId);
    } else if (effect instanceof Revoke revoke) {
      application.onRevoke(revoke.call(), revoke.partitions());
    } else if (effect instanceof Lose lose) {
      application.onLose(lose.call(), lose.partitions());
    } else if (effect instanceof Assign assign) {
      application.onAssign(assign.call(), assign.all(), assign.added());
    } else if (effect instanceof SetTimer set) {
      timers.set(set.timer(), set.delayMs());
    } else if (effect instanceof CancelTimer cancel) {
      timers.cancel(cancel.timer());
    } else if (effect instanceof Fail fail) {
      application.onError(fail.error());
    }
  }

  private void onBeat(Beat beat, @Nullable KafkaException error) {
    perform(
        error == null
            ? membership.onBeat(beat.round())
            : membership.onBeatRefused(beat.round(), error));
  }

  private void join(Join join) {
    Map<String, ByteBuffer> protocols = new LinkedHashMap<>();
    for (ConsumerPartitionAssignor assignor : assignors) {
      protocols.put(
          assignor.name(),
          ConsumerProtocol.encodeSubscription(
              topics,
              join.owned(),
              join.as().generation(),
              rack.isEmpty() ? null : rack,
              assignor.subscriptionUserData(topics)));
    }
    requests.join(join, protocols, new JoinOutcome(join));
  }

  private final class JoinOutcome implements GroupRequests.Joined {
    private final Join join;

    JoinOutcome(Join join) {
      this.join = join;
    }

    @Override
    public void onJoined(
        int generation,
        String memberId,
        String leader,
        boolean skipAssignment,
        String assignor,
        List<JoinedMember> members) {
      // A static leader that came back is not to divide anew, and syncs like the others.
      String divider = skipAssignment ? "" : leader;
      perform(membership.onJoined(join.round(), generation, memberId, divider, assignor, members));
    }

    @Override
    public void onRefused(KafkaException error, String givenId) {
      perform(membership.onJoinRefused(join.round(), error, givenId));
    }
  }

  /** The members' bytes are only good during this call, so they are read at once. */
  private void divide(Divide divide) {
    Map<String, Subscription> members = new HashMap<>();
    Set<String> all = new HashSet<>();
    try {
      for (JoinedMember member : divide.members()) {
        Subscription told =
            ConsumerProtocol.decodeSubscription(member.instanceId(), member.subscription());
        members.put(member.memberId(), told);
        all.addAll(told.topics());
      }
    } catch (MalformedMessageException e) {
      perform(
          membership.onDivideFailed(
              divide.round(),
              new InconsistentGroupProtocolException(
                  "a member of group " + groupId + " sent a subscription that cannot be read", e)));
      return;
    }
    network.metadata().addAll(all);
    if (network.metadata().snapshot().topics().keySet().containsAll(all)) {
      divide(divide, all, members);
    } else {
      network
          .metadata()
          .awaitUpdate(
              network.settings().requestTimeoutMs(),
              (snapshot, error) -> divide(divide, all, members));
    }
  }

  private void divide(Divide divide, Set<String> all, Map<String, Subscription> members) {
    MetadataSnapshot metadata = network.metadata().snapshot();
    try {
      GroupAssignment plan =
          assignor(divide.assignor())
              .assign(metadata.toCluster(), new GroupSubscription(Ordered.map(members)));
      Map<String, ByteBuffer> encoded = new HashMap<>();
      plan.groupAssignment()
          .forEach((id, given) -> encoded.put(id, ConsumerProtocol.encodeAssignment(given)));
      Map<String, Integer> counts = new HashMap<>();
      all.forEach(topic -> counts.put(topic, metadata.partitionCount(topic)));
      dividedCounts = counts;
      perform(membership.onDivided(divide.round(), encoded));
    } catch (KafkaException e) {
      perform(membership.onDivideFailed(divide.round(), e));
    } catch (RuntimeException e) {
      perform(
          membership.onDivideFailed(
              divide.round(),
              new InconsistentGroupProtocolException(
                  "the assignor " + divide.assignor() + " failed", e)));
    }
  }

  private ConsumerPartitionAssignor assignor(String name) {
    for (ConsumerPartitionAssignor one : assignors) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    List<String> names = new ArrayList<>();
    assignors.forEach(one -> names.add(one.name()));
    throw new InconsistentGroupProtocolException(
        "the group chose the assignor '" + name + "', but this consumer has only " + names);
  }

  private final class SyncOutcome implements GroupRequests.Synced {
    private final Sync sync;

    SyncOutcome(Sync sync) {
      this.sync = sync;
    }

    @Override
    public void onSynced(ByteBuffer bytes) {
      Assignment given;
      try {
        given = ConsumerProtocol.decodeAssignment(bytes);
        ConsumerPartitionAssignor chosen = assignor(sync.assignor());
        chosen.onAssignment(
            given,
            new ConsumerGroupMetadata(
                groupId,
                sync.as().generation(),
                sync.as().memberId(),
                Optional.ofNullable(sync.as().instanceId())));
      } catch (MalformedMessageException e) {
        onRefused(
            new InconsistentGroupProtocolException(
                "the leader of group " + groupId + " sent an assignment that cannot be read", e));
        return;
      } catch (KafkaException e) {
        onRefused(e);
        return;
      }
      perform(membership.onSynced(sync.round(), given.partitions()));
    }

    @Override
    public void onRefused(KafkaException error) {
      perform(membership.onSyncRefused(sync.round(), error));
    }
  }
}
