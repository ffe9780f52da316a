package dev.klamm.core.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.consumer.group.ConsumerMembership;
import dev.klamm.core.consumer.group.ConsumerMembershipSettings;
import dev.klamm.core.consumer.group.ConsumerSubscription;
import dev.klamm.core.consumer.group.HeartbeatAnswer;
import dev.klamm.core.consumer.group.MembershipEffect;
import dev.klamm.core.consumer.group.MembershipEffect.Assign;
import dev.klamm.core.consumer.group.MembershipEffect.CancelTimer;
import dev.klamm.core.consumer.group.MembershipEffect.Depart;
import dev.klamm.core.consumer.group.MembershipEffect.Fail;
import dev.klamm.core.consumer.group.MembershipEffect.ForgetCoordinator;
import dev.klamm.core.consumer.group.MembershipEffect.Heartbeat;
import dev.klamm.core.consumer.group.MembershipEffect.Lose;
import dev.klamm.core.consumer.group.MembershipEffect.MemberIdentity;
import dev.klamm.core.consumer.group.MembershipEffect.NameTopics;
import dev.klamm.core.consumer.group.MembershipEffect.Revoke;
import dev.klamm.core.consumer.group.MembershipEffect.SetTimer;
import dev.klamm.core.net.CoordinatorType;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what {@link ConsumerMembership} wants, and tells it what came of that. */
final class ConsumerGroupDriver implements GroupDriver {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroupDriver.class);

  private final NetworkClient network;
  private final ConsumerGroupRequests requests;
  private final ConsumerMembership membership;
  private final String groupId;
  private final Application application;
  private final MembershipTimers timers;
  private final Map<Uuid, String> names = new HashMap<>();

  private volatile boolean awaitsPoll;
  private volatile @Nullable KafkaException endedBy;
  private volatile MemberIdentity identity;
  private volatile int currentCall;
  private @Nullable Runnable afterLeaving;

  ConsumerGroupDriver(
      NetworkClient network,
      String groupId,
      ConsumerMembershipSettings settings,
      LongSupplier lastPollNanos,
      Application application) {
    this.network = network;
    this.requests = new ConsumerGroupRequests(network, groupId);
    this.groupId = groupId;
    this.application = application;
    this.membership =
        new ConsumerMembership(settings, newId(network.runtime().random()), this::name);
    this.timers =
        new MembershipTimers(
            network,
            lastPollNanos,
            (timer, sincePoll) -> perform(membership.onTimer(timer, sincePoll)));
    this.identity = membership.identity();
  }

  /** From the client's own source of chance, so that a simulation can be repeated. */
  private static String newId(RandomGenerator random) {
    String id;
    do {
      id = new Uuid(random.nextLong(), random.nextLong()).toString();
    } while (id.startsWith("-"));
    return id;
  }

  private @Nullable String name(Uuid id) {
    String known = names.get(id);
    if (known == null) {
      known = network.metadata().snapshot().topicName(id);
      if (known != null) {
        names.put(id, known);
      }
    }
    return known;
  }

  @Override
  public String groupId() {
    return groupId;
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
    return false; // a member has an epoch as long as it is one
  }

  @Override
  public boolean isCurrent(int call) {
    return currentCall == call;
  }

  @Override
  public void onSubscribed(Set<String> topics, @Nullable String regex) {
    perform(membership.onSubscribed(new ConsumerSubscription(topics, regex)));
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
    LOG.warn(
        "A rebalance of group {} was asked for, but with group.protocol=consumer the broker decides"
            + " when there is one",
        groupId);
  }

  @Override
  public void onCommitRefused(int generation, KafkaException error) {
    perform(membership.onCommitRefused(generation, error));
  }

  @Override
  public void onMetadata(MetadataSnapshot metadata) {
    // The broker tells of what changes for us.
  }

  @Override
  public void leave(String reason, boolean tell, Runnable done) {
    afterLeaving = done;
    perform(membership.onLeaving(reason, tell));
    Runnable waiting = afterLeaving;
    afterLeaving = null;
    if (waiting != null) {
      waiting.run();
    }
  }

  private void perform(List<MembershipEffect> effects) {
    endedBy = membership.endedBy();
    identity = membership.identity();
    currentCall = membership.currentCall();
    effects.forEach(this::perform);
    awaitsPoll = membership.awaitsPoll();
  }

  private void perform(MembershipEffect effect) {
    if (effect instanceof Heartbeat beat) {
      requests.beat(beat.content(), new BeatOutcome(beat.round()));
    } else if (effect instanceof Depart depart) {
      depart(depart);
    } else if (effect instanceof NameTopics wanted) {
      find(wanted.ids());
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

  private void depart(Depart depart) {
    LOG.debug("Leaving group {}: {}", groupId, depart.reason());
    Runnable waiting = afterLeaving == null ? () -> {} : afterLeaving;
    afterLeaving = null;
    requests.leave(depart, waiting);
  }

  private void find(Set<Uuid> ids) {
    network
        .metadata()
        .lookUpIds(
            ids,
            network.settings().requestTimeoutMs(),
            (found, error) -> {
              ids.forEach(id -> keep(id, found.topicName(id)));
              perform(membership.onNamed());
            });
  }

  private void keep(Uuid id, @Nullable String name) {
    if (name != null) {
      names.put(id, name);
    }
  }

  private final class BeatOutcome implements ConsumerGroupRequests.Beaten {
    private final int round;

    BeatOutcome(int round) {
      this.round = round;
    }

    @Override
    public void onAnswer(HeartbeatAnswer answer) {
      perform(membership.onHeartbeat(round, answer));
    }

    @Override
    public void onRefused(KafkaException error) {
      perform(membership.onHeartbeatRefused(round, error));
    }
  }
}
