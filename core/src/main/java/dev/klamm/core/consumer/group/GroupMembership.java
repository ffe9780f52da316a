package dev.klamm.core.consumer.group;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
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
import dev.klamm.core.runtime.Ordered;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A member of a classic consumer group, from outside to in and round again. Long, but one thing:
 * all that may happen to a member, event by event.
 *
 * <pre>
 *   OUT --subscribed, polled--> LEAVING_BEHIND --told--> JOINING --leader--> DIVIDING --+
 *    ^                            ^   ^   (revoke, lose)    |                           v
 *    |                            |   |                     +-------follower-------> SYNCING
 *    | left, fenced               |   +-- heartbeat: rebalance, subscription changed    |
 *    |                            |                                                     v
 *   any state                  STABLE &lt;--told-- TAKING_OVER (assign) &lt;--told-- GIVING_UP
 * </pre>
 *
 * <p>A failed request leaves the state as it is, with {@code retry} set, until the RETRY timer.
 * Effects that ask for the application ({@link Revoke}, {@link Lose}, {@link Assign}) are each
 * answered by {@link #onTold}; until then the machine waits, and heartbeats go on.
 *
 * <p>Losing the generation (session expired, fenced, left because the application did not poll) is
 * noted at once and acted upon with the next rebalance: {@code lost} makes {@link Lose} out of what
 * would have been {@link Revoke}.
 */
public final class GroupMembership {

  /** Where the member stands. */
  public enum State {
    OUT,
    LEAVING_BEHIND,
    JOINING,
    DIVIDING,
    SYNCING,
    GIVING_UP,
    TAKING_OVER,
    STABLE,
    FENCED
  }

  private static final int NO_GENERATION = -1;

  private final MembershipSettings settings;
  private final List<MembershipEffect> effects = new ArrayList<>();

  private State state = State.OUT;
  private Set<TopicPartition> owned = Set.of();
  private Set<TopicPartition> coming = Set.of();
  private Predicate<String> subscribed = topic -> false;
  private boolean member;
  private boolean rejoin;
  private boolean lost;
  private boolean retry;
  private boolean beating;
  private boolean halted;
  private int round;
  private int call;
  private int generation = NO_GENERATION;
  private String memberId = "";
  private String assignor = "";
  private String reason = "";
  private @Nullable KafkaException fencedBy;

  public GroupMembership(MembershipSettings settings) {
    this.settings = settings;
  }

  public State state() {
    return state;
  }

  /** Whether a rebalance is under way or wanted, and nothing was lost. */
  public boolean isRebalancing() {
    boolean out = state == State.OUT || state == State.FENCED;
    return !out && !lost && (state != State.STABLE || rejoin);
  }

  /** Whether nothing goes on until {@link #onPolled}. */
  public boolean awaitsPoll() {
    return fencedBy == null && member && (state == State.OUT || halted);
  }

  /** Why this can never be a member again, or null. */
  public @Nullable KafkaException endedBy() {
    return fencedBy;
  }

  /** The last that the application was to be told; anything before is void. */
  public int currentCall() {
    return call;
  }

  public Set<TopicPartition> owned() {
    return owned;
  }

  /** Who commits: no generation and no member id while this is no member. */
  public MemberIdentity identity() {
    return new MemberIdentity(generation, memberId, settings.groupInstanceId());
  }

  private List<MembershipEffect> done() {
    List<MembershipEffect> out = List.copyOf(effects);
    effects.clear();
    return out;
  }

  /** The application subscribed, to something else or for the first time. */
  public List<MembershipEffect> onSubscribed(Predicate<String> topics) {
    subscribed = topics;
    member = true;
    wantRejoin("the subscription changed");
    return done();
  }

  /**
   * The cluster changed in a way that the leader has to act upon, or the application asks for it.
   */
  public List<MembershipEffect> onRejoinWanted(String why) {
    if (member) {
      wantRejoin(why);
    }
    return done();
  }

  private void wantRejoin(String why) {
    rejoin = true;
    reason = why;
    if (state == State.STABLE) {
      leaveBehind();
    }
  }

  /** The application polls: it is there, and its listener can be called. */
  public List<MembershipEffect> onPolled() {
    if (fencedBy != null) {
      return List.of();
    }
    if (member && state == State.OUT) {
      halted = false;
      effects.add(new SetTimer(MembershipTimer.POLL, settings.maxPollIntervalMs()));
      leaveBehind();
    } else if (halted && member) {
      halted = false;
      again();
    }
    return done();
  }

  /** The way into a rebalance: what cannot be kept is given up first. */
  private void leaveBehind() {
    rejoin = false;
    state = State.LEAVING_BEHIND;
    Set<TopicPartition> going = going();
    if (going.isEmpty()) {
      lost = false;
      join();
    } else if (lost) {
      effects.add(new Lose(++call, going));
    } else {
      effects.add(new Revoke(++call, going));
    }
    coming = minus(owned, going);
  }

  private Set<TopicPartition> going() {
    if (lost || settings.protocol() == RebalanceProtocol.EAGER) {
      return owned;
    }
    Set<TopicPartition> unwanted = new HashSet<>(owned);
    unwanted.removeIf(partition -> subscribed.test(partition.topic()));
    return unwanted;
  }

  /** The application was told of what {@link Revoke}, {@link Lose} or {@link Assign} said. */
  public List<MembershipEffect> onTold(int ofCall) {
    if (ofCall != call) {
      return List.of();
    }
    switch (state) {
      case LEAVING_BEHIND -> {
        owned = coming;
        lost = false;
        join();
      }
      case GIVING_UP -> takeOver();
      case TAKING_OVER -> settle();
      case OUT, JOINING, DIVIDING, SYNCING, STABLE, FENCED -> {}
    }
    return done();
  }

  private void join() {
    state = State.JOINING;
    round++;
    retry = false;
    beating = false;
    effects.add(new CancelTimer(MembershipTimer.HEARTBEAT));
    effects.add(new Join(round, identity(), owned, reason.isEmpty() ? null : reason));
  }

  /** JoinGroup was answered; the members are named to the leader alone. */
  public List<MembershipEffect> onJoined(
      int ofRound,
      int newGeneration,
      String newMemberId,
      String leader,
      String chosen,
      List<JoinedMember> members) {
    if (state != State.JOINING || ofRound != round) {
      return List.of();
    }
    generation = newGeneration;
    memberId = newMemberId;
    assignor = chosen;
    reason = "";
    effects.add(new SetTimer(MembershipTimer.HEARTBEAT, settings.heartbeatIntervalMs()));
    if (leader.equals(memberId)) {
      state = State.DIVIDING;
      effects.add(new Divide(round, chosen, generation, members));
    } else {
      sync(Map.of());
    }
    return done();
  }

  /** JoinGroup was refused. */
  public List<MembershipEffect> onJoinRefused(int ofRound, KafkaException error, String givenId) {
    if (state != State.JOINING || ofRound != round) {
      return List.of();
    }
    switch (error.error()) {
      case MEMBER_ID_REQUIRED -> {
        memberId = givenId;
        join();
      }
      case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> {
        boolean expected = !memberId.isEmpty();
        forgetGeneration(error.error() == KafkaError.UNKNOWN_MEMBER_ID);
        if (expected) {
          leaveBehind();
        } else {
          waitForRetry();
        }
      }
      default -> onFailed(error);
    }
    return done();
  }

  /** The leader has divided. */
  public List<MembershipEffect> onDivided(int ofRound, Map<String, ByteBuffer> assignments) {
    if (state == State.DIVIDING && ofRound == round) {
      sync(assignments);
    }
    return done();
  }

  /** The leader cannot divide, for example because a member's subscription cannot be read. */
  public List<MembershipEffect> onDivideFailed(int ofRound, KafkaException error) {
    if (state == State.DIVIDING && ofRound == round) {
      onFailed(error);
    }
    return done();
  }

  private void sync(Map<String, ByteBuffer> assignments) {
    state = State.SYNCING;
    effects.add(new Sync(round, identity(), assignor, assignments));
  }

  /** SyncGroup was answered: these are ours from now on. */
  public List<MembershipEffect> onSynced(int ofRound, Collection<TopicPartition> assigned) {
    if (state != State.SYNCING || ofRound != round) {
      return List.of();
    }
    coming = Ordered.set(assigned);
    Set<TopicPartition> going = minus(owned, coming);
    if (going.isEmpty()) {
      takeOver();
    } else {
      // Someone else gets these in the round after, which begins with us.
      rejoin = true;
      reason = "partitions were given up";
      state = State.GIVING_UP;
      effects.add(new Revoke(++call, going));
    }
    return done();
  }

  private void takeOver() {
    Set<TopicPartition> added = minus(coming, owned);
    owned = coming;
    state = State.TAKING_OVER;
    effects.add(new Assign(++call, owned, added, generation, assignor));
  }

  private void settle() {
    state = State.STABLE;
    if (rejoin || lost) {
      leaveBehind();
    }
  }

  /** SyncGroup was refused. */
  public List<MembershipEffect> onSyncRefused(int ofRound, KafkaException error) {
    if (state != State.SYNCING || ofRound != round) {
      return List.of();
    }
    switch (error.error()) {
      case REBALANCE_IN_PROGRESS -> leaveBehind();
      case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> {
        forgetGeneration(error.error() == KafkaError.UNKNOWN_MEMBER_ID);
        leaveBehind();
      }
      default -> onFailed(error);
    }
    return done();
  }

  /** A request to join or to sync failed; the coordinator is looked up again if that may help. */
  private void onFailed(KafkaException error) {
    if (isFencing(error)) {
      fence(error);
      return;
    }
    if (error.error().refreshesMetadata() || isDisconnect(error)) {
      effects.add(new ForgetCoordinator());
    }
    if (error.isRetriable() || error.error() == KafkaError.REBALANCE_IN_PROGRESS) {
      waitForRetry();
    } else {
      // Not by itself: the application hears of it, and polls again if it thinks that may help.
      halted = true;
      effects.add(new Fail(error));
    }
  }

  private void waitForRetry() {
    retry = true;
    effects.add(new SetTimer(MembershipTimer.RETRY, settings.retryBackoffMs()));
  }

  private static boolean isDisconnect(KafkaException error) {
    return error.error() == KafkaError.NETWORK_EXCEPTION
        || error.error() == KafkaError.REQUEST_TIMED_OUT;
  }

  private static boolean isFencing(KafkaException error) {
    return error.error() == KafkaError.FENCED_INSTANCE_ID;
  }

  private void fence(KafkaException error) {
    fencedBy = error;
    state = State.FENCED;
    stopTimers();
    forgetGeneration(true);
    effects.add(new Fail(error));
  }

  private void again() {
    retry = false;
    leaveBehind();
  }

  /** Whatever was owned is not ours any more. */
  private void forgetGeneration(boolean idToo) {
    generation = NO_GENERATION;
    if (idToo) {
      memberId = "";
    }
    lost = true;
    round++;
  }

  /** A timer that was set has run out. */
  public List<MembershipEffect> onTimer(MembershipTimer timer, long msSinceLastPoll) {
    switch (timer) {
      case HEARTBEAT -> beat();
      case RETRY -> {
        if (retry) {
          again();
        }
      }
      case POLL -> checkPolls(msSinceLastPoll);
    }
    return done();
  }

  private void beat() {
    if (!beating && generation != NO_GENERATION && state != State.JOINING) {
      beating = true;
      effects.add(new Beat(round, identity()));
    }
  }

  private void checkPolls(long msSinceLastPoll) {
    long left = settings.maxPollIntervalMs() - msSinceLastPoll;
    if (left > 0) {
      effects.add(new SetTimer(MembershipTimer.POLL, left));
      return;
    }
    leave(
        "poll() was not called for max.poll.interval.ms ("
            + settings.maxPollIntervalMs()
            + " ms); process faster, poll fewer records at a time, or raise it",
        settings.groupInstanceId() == null);
    lost = true;
    if (member && !owned.isEmpty()) {
      // At once, so that a late poll gives nothing more of these. The poll goes back in.
      effects.add(new SetTimer(MembershipTimer.POLL, settings.maxPollIntervalMs()));
      leaveBehind();
    }
  }

  /** Heartbeat was answered without an error. */
  public List<MembershipEffect> onBeat(int ofRound) {
    if (ofRound == round && beating) {
      beating = false;
      effects.add(new SetTimer(MembershipTimer.HEARTBEAT, settings.heartbeatIntervalMs()));
    }
    return done();
  }

  /** Heartbeat failed or was refused. */
  public List<MembershipEffect> onBeatRefused(int ofRound, KafkaException error) {
    if (ofRound != round || !beating) {
      return List.of();
    }
    beating = false;
    switch (error.error()) {
      case REBALANCE_IN_PROGRESS -> {
        effects.add(new SetTimer(MembershipTimer.HEARTBEAT, settings.heartbeatIntervalMs()));
        if (state == State.STABLE) {
          reason = "";
          leaveBehind();
        } else if (state == State.TAKING_OVER || state == State.GIVING_UP) {
          rejoin = true;
        }
      }
      case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> {
        forgetGeneration(error.error() == KafkaError.UNKNOWN_MEMBER_ID);
        if (state == State.STABLE || state == State.SYNCING || state == State.DIVIDING) {
          leaveBehind();
        }
      }
      default -> onBeatFailed(error);
    }
    return done();
  }

  private void onBeatFailed(KafkaException error) {
    if (isFencing(error)) {
      fence(error);
      return;
    }
    if (error.error().refreshesMetadata() || isDisconnect(error)) {
      effects.add(new ForgetCoordinator());
    }
    if (!error.isRetriable()) {
      effects.add(new Fail(error));
    }
    effects.add(new SetTimer(MembershipTimer.HEARTBEAT, settings.retryBackoffMs()));
  }

  /**
   * A commit was refused because of the generation.
   *
   * @param ofGeneration the one that the commit was sent for
   */
  public List<MembershipEffect> onCommitRefused(int ofGeneration, KafkaException error) {
    if (ofGeneration != generation || generation == NO_GENERATION) {
      return done();
    }
    switch (error.error()) {
      case REBALANCE_IN_PROGRESS -> wantRejoin("");
      case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> {
        // JoinGroup's own answer says the same, and must not go unheard.
        if (state != State.JOINING) {
          forgetGeneration(error.error() == KafkaError.UNKNOWN_MEMBER_ID);
          if (state == State.STABLE || state == State.SYNCING || state == State.DIVIDING) {
            leaveBehind();
          }
        }
      }
      default -> {
        if (isFencing(error)) {
          fence(error);
        }
      }
    }
    return done();
  }

  /**
   * The application unsubscribes or closes. What it owned is no concern of the group any more.
   *
   * @param tell whether to tell the coordinator, which divides anew; else it waits for the session
   *     to expire, as is right for a static member that will be back
   */
  public List<MembershipEffect> onLeaving(String why, boolean tell) {
    leave(why, tell);
    member = false;
    rejoin = false;
    lost = false;
    owned = Set.of();
    return done();
  }

  private void leave(String why, boolean tell) {
    if (tell && !memberId.isEmpty() && fencedBy == null) {
      effects.add(new Leave(identity(), why));
    }
    stopTimers();
    call++;
    forgetGeneration(settings.groupInstanceId() == null);
    if (state != State.FENCED) {
      state = State.OUT;
    }
    retry = false;
    beating = false;
    halted = false;
  }

  private void stopTimers() {
    for (MembershipTimer timer : MembershipTimer.values()) {
      effects.add(new CancelTimer(timer));
    }
  }

  private static Set<TopicPartition> minus(Set<TopicPartition> all, Set<TopicPartition> some) {
    Set<TopicPartition> left = new HashSet<>(all);
    left.removeAll(some);
    return Ordered.set(left);
  }
}
