package dev.klamm.core.consumer.group;

import dev.klamm.api.cluster.TopicIdPartition;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
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
import dev.klamm.core.runtime.Ordered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A member of a group by the consumer protocol (KIP-848): the broker says by heartbeats what this
 * member is to have, and the member goes there by itself.
 *
 * <pre>
 *   OUT --polled--> JOINING --answer--> STABLE --target--> REVOKING --told--> ASSIGNING --told--+
 *    ^  (lose first)   ^                 ^  ^                                                   |
 *    | refused         |                 |  +------- acknowledged by the next heartbeat --------+
 *   FAILED           told                +-- heartbeats go on in every state but OUT and FAILED
 *    ^                 |
 *    +-- refused    LOSING &lt;--fenced, or left for not polling-- any
 * </pre>
 *
 * <p>What is <em>owned</em> is what the application has; what is <em>settled</em> is what a whole
 * way to a target ended in, and only that is told to the coordinator: by it the coordinator knows
 * that partitions were given up, after the listener ran and offsets were committed.
 *
 * <p>At most one heartbeat is under way. What is due meanwhile is told right after its answer. One
 * that failed is followed by one that tells everything.
 *
 * <p>Effects that ask for the application are each answered by {@link #onTold}. A target that comes
 * meanwhile is gone to afterwards.
 */
public final class ConsumerMembership {

  /** Where the member stands. */
  public enum State {
    OUT,
    JOINING,
    STABLE,
    REVOKING,
    ASSIGNING,
    LOSING,
    FAILED
  }

  private static final int NO_EPOCH = -1;
  private static final int LEAVES = -1;
  private static final int WILL_BE_BACK = -2;

  private final ConsumerMembershipSettings settings;
  private final Function<Uuid, @Nullable String> names;
  private final ToldCoordinator coordinator;
  private final List<MembershipEffect> effects = new ArrayList<>();

  private State state = State.OUT;
  private ConsumerSubscription subscription = new ConsumerSubscription(Set.of(), null);
  private Map<Uuid, Set<Integer>> target = Map.of();
  private Set<TopicIdPartition> owned = Set.of();
  private Set<TopicIdPartition> coming = Set.of();
  private Set<TopicIdPartition> settled = Set.of();
  private String memberId;
  private int epoch = NO_EPOCH;
  private boolean member;
  private boolean wasAssigned;
  private boolean beating;
  private boolean due;
  private boolean naming;
  private int round;
  private int call;
  private @Nullable KafkaException failure;

  /**
   * @param memberId the id that this member keeps for as long as it lives
   * @param names what a topic is called, as far as is known
   */
  public ConsumerMembership(
      ConsumerMembershipSettings settings,
      String memberId,
      Function<Uuid, @Nullable String> names) {
    this.settings = settings;
    this.memberId = memberId;
    this.names = names;
    this.coordinator = new ToldCoordinator(settings);
  }

  public State state() {
    return state;
  }

  /** Whether nothing goes on until {@link #onPolled}. */
  public boolean awaitsPoll() {
    boolean halted = state == State.FAILED && owned.isEmpty();
    return endedBy() == null && (halted || (member && state == State.OUT));
  }

  /** Why this cannot be a member again before it leaves for good, or null. */
  public @Nullable KafkaException endedBy() {
    KafkaException last = failure;
    return last != null && last.error() == KafkaError.FENCED_INSTANCE_ID ? last : null;
  }

  /** The last that the application was to be told; anything before is void. */
  public int currentCall() {
    return call;
  }

  public Set<TopicPartition> owned() {
    return partitions(owned);
  }

  /** Who commits: no epoch while this is no member. */
  public MemberIdentity identity() {
    return new MemberIdentity(
        epoch > 0 ? epoch : NO_EPOCH, epoch > 0 ? memberId : "", settings.groupInstanceId());
  }

  private List<MembershipEffect> done() {
    List<MembershipEffect> out = List.copyOf(effects);
    effects.clear();
    return out;
  }

  /** The application subscribed, to something else or for the first time. */
  public List<MembershipEffect> onSubscribed(ConsumerSubscription wanted) {
    subscription = wanted;
    member = true;
    if (isIn()) {
      beat();
    }
    return done();
  }

  private boolean isIn() {
    return switch (state) {
      case JOINING, STABLE, REVOKING, ASSIGNING -> true;
      case OUT, LOSING, FAILED -> false;
    };
  }

  /** The application polls: it is there, and its listener can be called. */
  public List<MembershipEffect> onPolled() {
    if (awaitsPoll()) {
      failure = null;
      effects.add(new SetTimer(MembershipTimer.POLL, settings.maxPollIntervalMs()));
      enter();
    }
    return done();
  }

  /** Into the group, or back into it: whatever is left from before is lost. */
  private void enter() {
    if (owned.isEmpty()) {
      join();
    } else {
      state = State.LOSING;
      effects.add(new Lose(++call, partitions(owned)));
    }
  }

  private void join() {
    state = State.JOINING;
    epoch = 0;
    beat();
  }

  /** Sends a heartbeat now, or as soon as the one under way is answered. */
  private void beat() {
    if (beating) {
      due = true;
      return;
    }
    beating = true;
    due = false;
    effects.add(new CancelTimer(MembershipTimer.HEARTBEAT));
    effects.add(new Heartbeat(round, coordinator.next(memberId, epoch, subscription, settled)));
  }

  /** A heartbeat was answered without an error. */
  public List<MembershipEffect> onHeartbeat(int ofRound, HeartbeatAnswer answer) {
    if (ofRound != round || !beating) {
      return List.of();
    }
    beating = false;
    epoch = answer.memberEpoch();
    String given = answer.memberId();
    if (given != null && !given.isEmpty()) {
      memberId = given;
    }
    if (answer.assignment() != null) {
      target = answer.assignment();
    }
    if (state == State.JOINING) {
      state = State.STABLE;
    }
    effects.add(new SetTimer(MembershipTimer.HEARTBEAT, answer.intervalMs()));
    if (due) {
      beat();
    }
    reconcile();
    return done();
  }

  /** Goes where the coordinator wants this member, as far as the topics' names are known. */
  private void reconcile() {
    if (state != State.STABLE) {
      return;
    }
    Set<Uuid> unnamed = new HashSet<>();
    coming = named(unnamed);
    findNames(unnamed);
    if (coming.equals(owned) && (wasAssigned || !unnamed.isEmpty())) {
      return;
    }
    Set<TopicIdPartition> going = minus(owned, coming);
    if (going.isEmpty()) {
      assign();
    } else {
      state = State.REVOKING;
      effects.add(new Revoke(++call, partitions(going)));
    }
  }

  private Set<TopicIdPartition> named(Set<Uuid> unnamed) {
    Set<TopicIdPartition> found = new HashSet<>();
    target.forEach(
        (id, numbers) -> {
          String name = names.apply(id);
          if (name == null) {
            unnamed.add(id);
          } else {
            numbers.forEach(number -> found.add(new TopicIdPartition(id, number, name)));
          }
        });
    return found;
  }

  private void findNames(Set<Uuid> unnamed) {
    if (!unnamed.isEmpty() && !naming) {
      naming = true;
      effects.add(new NameTopics(unnamed));
    }
  }

  /** The look-up of {@link NameTopics} is over, whatever it found. */
  public List<MembershipEffect> onNamed() {
    boolean known = target.keySet().stream().allMatch(id -> names.apply(id) != null);
    if (known) {
      naming = false;
    } else {
      effects.add(new SetTimer(MembershipTimer.NAMES, settings.retryBackoffMs()));
    }
    reconcile();
    return done();
  }

  private void assign() {
    Set<TopicIdPartition> added = minus(coming, owned);
    owned = coming;
    wasAssigned = true;
    state = State.ASSIGNING;
    effects.add(new Assign(++call, partitions(owned), partitions(added), epoch, ""));
  }

  /** The application was told of what {@link Revoke}, {@link Lose} or {@link Assign} said. */
  public List<MembershipEffect> onTold(int ofCall) {
    if (ofCall != call) {
      return List.of();
    }
    switch (state) {
      case REVOKING -> {
        owned = minus(owned, minus(owned, coming));
        assign();
      }
      case ASSIGNING -> settle();
      case LOSING -> {
        forgetPartitions();
        join();
      }
      case FAILED -> forgetPartitions();
      case OUT, JOINING, STABLE -> {}
    }
    return done();
  }

  private void settle() {
    state = State.STABLE;
    if (!settled.equals(owned)) {
      settled = owned;
      beat();
    }
    reconcile();
  }

  private void forgetPartitions() {
    owned = Set.of();
    settled = Set.of();
    target = Map.of();
    wasAssigned = false;
  }

  /** A heartbeat failed or was refused. */
  public List<MembershipEffect> onHeartbeatRefused(int ofRound, KafkaException error) {
    if (ofRound != round || !beating) {
      return List.of();
    }
    beating = false;
    coordinator.forget();
    switch (error.error()) {
      case FENCED_MEMBER_EPOCH, UNKNOWN_MEMBER_ID -> onFenced();
      case TOPIC_AUTHORIZATION_FAILED -> {
        effects.add(new Fail(error));
        beatLater();
      }
      default -> onFailed(error);
    }
    return done();
  }

  private void onFenced() {
    if (state == State.JOINING) {
      beatLater();
      return;
    }
    forgetEpoch();
    enter();
  }

  private void onFailed(KafkaException error) {
    if (error.error().refreshesMetadata() || isDisconnect(error)) {
      effects.add(new ForgetCoordinator());
    }
    if (error.isRetriable()) {
      beatLater();
    } else {
      fail(error);
    }
  }

  private static boolean isDisconnect(KafkaException error) {
    return error.error() == KafkaError.NETWORK_EXCEPTION
        || error.error() == KafkaError.REQUEST_TIMED_OUT;
  }

  private void beatLater() {
    effects.add(new SetTimer(MembershipTimer.HEARTBEAT, settings.retryBackoffMs()));
  }

  /** Not by itself: the application hears of it, and polls again if it thinks that may help. */
  private void fail(KafkaException error) {
    failure = error;
    state = State.FAILED;
    stopTimers();
    forgetEpoch();
    if (!owned.isEmpty()) {
      effects.add(new Lose(call, partitions(owned)));
    }
    effects.add(new Fail(error));
  }

  /** We are no member any more; answers and calls from before are void. */
  private void forgetEpoch() {
    epoch = NO_EPOCH;
    round++;
    call++;
    beating = false;
    due = false;
    coordinator.forget();
  }

  /**
   * A commit was refused because of the epoch.
   *
   * @param ofEpoch the one that the commit was sent for
   */
  public List<MembershipEffect> onCommitRefused(int ofEpoch, KafkaException error) {
    if (isIn() && ofEpoch == epoch) {
      switch (error.error()) {
        case FENCED_INSTANCE_ID -> fail(error);
        // The answer to a heartbeat says what became of us.
        case UNKNOWN_MEMBER_ID, FENCED_MEMBER_EPOCH, STALE_MEMBER_EPOCH -> beat();
        default -> {}
      }
    }
    return done();
  }

  /** A timer that was set has run out. */
  public List<MembershipEffect> onTimer(MembershipTimer timer, long msSinceLastPoll) {
    switch (timer) {
      case HEARTBEAT, RETRY -> {
        if (isIn()) {
          beat();
        }
      }
      case NAMES -> {
        naming = false;
        reconcile();
      }
      case POLL -> checkPolls(msSinceLastPoll);
    }
    return done();
  }

  private void checkPolls(long msSinceLastPoll) {
    long left = settings.maxPollIntervalMs() - msSinceLastPoll;
    if (left > 0 || !isIn()) {
      effects.add(new SetTimer(MembershipTimer.POLL, Math.max(left, settings.retryBackoffMs())));
      return;
    }
    leave(
        "poll() was not called for max.poll.interval.ms ("
            + settings.maxPollIntervalMs()
            + " ms); process faster, poll fewer records at a time, or raise it",
        settings.groupInstanceId() == null);
    if (!owned.isEmpty()) {
      // At once, so that a late poll gives nothing more of these. The poll goes back in.
      effects.add(new SetTimer(MembershipTimer.POLL, settings.maxPollIntervalMs()));
      enter();
    }
  }

  /**
   * The application unsubscribes or closes. What it owned is no concern of the group any more.
   *
   * @param forGood whether others are to get the partitions at once; else a static member keeps
   *     them until its session expires, and another one is silent
   */
  public List<MembershipEffect> onLeaving(String why, boolean forGood) {
    leave(why, forGood);
    member = false;
    failure = null;
    forgetPartitions();
    return done();
  }

  private void leave(String why, boolean forGood) {
    String instanceId = settings.groupInstanceId();
    if (isIn() && (forGood || instanceId != null)) {
      effects.add(new Depart(memberId, forGood ? LEAVES : WILL_BE_BACK, instanceId, why));
    }
    stopTimers();
    forgetEpoch();
    naming = false;
    state = State.OUT;
  }

  private void stopTimers() {
    for (MembershipTimer timer : MembershipTimer.values()) {
      effects.add(new CancelTimer(timer));
    }
  }

  private static Set<TopicPartition> partitions(Set<TopicIdPartition> all) {
    Set<TopicPartition> found = new HashSet<>();
    all.forEach(one -> found.add(one.topicPartition()));
    return Ordered.set(found);
  }

  private static Set<TopicIdPartition> minus(
      Set<TopicIdPartition> all, Set<TopicIdPartition> some) {
    Set<TopicIdPartition> left = new HashSet<>(all);
    left.removeAll(some);
    return Ordered.set(left);
  }
}
