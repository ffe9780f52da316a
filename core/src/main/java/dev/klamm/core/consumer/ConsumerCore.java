package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.config.ClientSettings;
import dev.klamm.api.consumer.ConsumerPartitionAssignor;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.GroupProtocol;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.CommitFailedException;
import dev.klamm.api.error.InvalidOffsetException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.OffsetOutOfRangeException;
import dev.klamm.api.error.RebalanceInProgressException;
import dev.klamm.api.error.RetriableCommitFailedException;
import dev.klamm.core.consumer.assignor.BuiltInAssignor;
import dev.klamm.core.consumer.group.ConsumerMembershipSettings;
import dev.klamm.core.consumer.group.GroupMembership;
import dev.klamm.core.consumer.group.MembershipEffect.MemberIdentity;
import dev.klamm.core.consumer.group.MembershipSettings;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.net.NetworkSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The half of the consumer that lives on the event loop, and the wiring of its parts. Methods may
 * be called by any thread unless they say otherwise: they hand their work to the loop.
 */
final class ConsumerCore implements Fetcher.Owner, GroupDriver.Application {

  /** Topics of the broker itself, which patterns leave out. */
  private static final Set<String> INTERNAL =
      Set.of("__consumer_offsets", "__transaction_state", "__share_group_state");

  final ClientRuntime runtime;
  final NetworkClient network;
  final Subscriptions subscriptions = new Subscriptions();
  final FetchBuffer buffer = new FetchBuffer(subscriptions);
  final ConsumerMetrics metrics;
  final OffsetLookup lookup;
  final Queue<ApplicationTask.OfGroup> rebalances = new ConcurrentLinkedQueue<>();
  final Queue<ApplicationTask.Committed> commits = new ConcurrentLinkedQueue<>();
  final @Nullable GroupDriver group;
  final @Nullable CommittedOffsets committed;

  private final ConsumerSettings settings;
  private final PositionKeeper positions;
  private final Fetcher fetcher;
  private final AtomicReference<@Nullable KafkaException> error = new AtomicReference<>();
  private final AtomicBoolean advancing = new AtomicBoolean();
  private volatile long lastPollNanos;
  private volatile boolean polling;

  ConsumerCore(ConsumerSettings settings, ClientRuntime runtime) {
    this.settings = settings;
    this.runtime = runtime;
    this.lastPollNanos = runtime.clock().nanos();
    boolean readCommitted = settings.isolationLevel() == IsolationLevel.READ_COMMITTED;
    this.network = new NetworkClient(runtime, networkSettings(settings), "consumer");
    this.metrics = new ConsumerMetrics(network.metrics(), subscriptions);
    this.lookup = new OffsetLookup(network, settings.isolationLevel().id());
    this.committed =
        settings.groupId().map(id -> new CommittedOffsets(network, id, readCommitted)).orElse(null);
    this.positions =
        new PositionKeeper(
            network, subscriptions, committed, lookup, settings.autoOffsetReset(), this::onError);
    positions.afterChange(this::advance);
    this.fetcher =
        new Fetcher(
            network,
            subscriptions,
            buffer,
            new FetchSettings(
                settings.fetchMinBytes(),
                settings.fetchMaxBytes(),
                millis(settings.fetchMaxWait()),
                Math.max(1, settings.maxPartitionFetchBytes()),
                readCommitted,
                settings.clientRack()),
            metrics,
            this);
    this.group = settings.groupId().map(this::driver).orElse(null);
    if (committed != null && settings.groupProtocol() == GroupProtocol.CONSUMER) {
      committed.readAs(this::committer);
    }
    network.metadata().onUpdate(this::onMetadata);
  }

  private static NetworkSettings networkSettings(ConsumerSettings settings) {
    ClientSettings client = settings.client();
    String name = settings.groupId().map(id -> "consumer-" + id).orElse("consumer");
    return NetworkSettings.from(client)
        .clientId(client.clientId().isEmpty() ? name : client.clientId())
        .allowAutoCreateTopics(settings.allowAutoCreateTopics())
        .build();
  }

  private GroupDriver driver(String groupId) {
    return settings.groupProtocol() == GroupProtocol.CONSUMER
        ? consumerDriver(groupId)
        : classicDriver(groupId);
  }

  private GroupDriver consumerDriver(String groupId) {
    String rack = settings.clientRack();
    return new ConsumerGroupDriver(
        network,
        groupId,
        new ConsumerMembershipSettings(
            settings.groupInstanceId().orElse(null),
            rack.isEmpty() ? null : rack,
            settings.groupRemoteAssignor().orElse(null),
            settings.maxPollInterval().toMillis(),
            settings.client().retryBackoff().toMillis()),
        this::lastPoll,
        this);
  }

  private long lastPoll() {
    return polling ? now() : lastPollNanos;
  }

  private GroupDriver classicDriver(String groupId) {
    List<ConsumerPartitionAssignor> assignors =
        settings.assignors().stream().map(BuiltInAssignor::create).toList();
    String instanceId = settings.groupInstanceId().orElse(null);
    GroupMembership membership =
        new GroupMembership(
            new MembershipSettings(
                groupId,
                instanceId,
                ClassicGroupDriver.protocol(assignors),
                settings.heartbeatInterval().toMillis(),
                settings.maxPollInterval().toMillis(),
                settings.client().retryBackoff().toMillis()));
    GroupRequests requests =
        new GroupRequests(
            network,
            groupId,
            millis(settings.sessionTimeout()),
            millis(settings.maxPollInterval()));
    return new ClassicGroupDriver(
        network,
        requests,
        membership,
        assignors,
        groupId,
        settings.clientRack(),
        this::lastPoll,
        this);
  }

  private static int millis(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
  }

  long now() {
    return runtime.clock().nanos();
  }

  /** Does something on the loop; false and nothing, once the loop is gone. */
  boolean onLoop(Runnable task) {
    try {
      runtime.loop().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      onError(loopIsGone());
      return false;
    }
  }

  private static KafkaException loopIsGone() {
    return KafkaError.UNKNOWN_SERVER_ERROR.exception("the consumer's event loop is shut down");
  }

  /** Lets the loop see what changed; many calls at once count as one. */
  void wakeLoop() {
    if (!advancing.get() && advancing.compareAndSet(false, true)) {
      onLoop(
          () -> {
            advancing.set(false);
            advance();
          });
    }
  }

  private void advance() {
    positions.advance();
    fetcher.advance();
  }

  /** The application goes on with its own work. */
  void onPollEnd() {
    lastPollNanos = now();
    polling = false;
  }

  /** The application polls, until {@link #onPollEnd}. */
  void onPoll() {
    polling = true;
    GroupDriver driver = group;
    // What went wrong is told first: the poll after that one tries again.
    if (driver != null && driver.awaitsPoll() && error.get() == null) {
      onLoop(driver::onPolled);
    }
  }

  /** The oldest error that nobody was told of and that still holds, or null. */
  @Nullable KafkaException takeError() {
    KafkaException taken = error.get() == null ? null : error.getAndSet(null);
    if (taken == null) {
      return group != null && subscriptions.usesGroup() ? group.endedBy() : null;
    }
    return taken instanceof InvalidOffsetException invalid && isCured(invalid) ? null : taken;
  }

  /** Whether the application has gone elsewhere since. */
  private boolean isCured(InvalidOffsetException invalid) {
    return subscriptions.locked(
        () ->
            invalid.partitions().stream()
                .map(subscriptions::state)
                .allMatch(state -> state == null || isElsewhere(state, invalid)));
  }

  private static boolean isElsewhere(PartitionState state, InvalidOffsetException invalid) {
    if (invalid instanceof OffsetOutOfRangeException outOfRange) {
      Long bad = outOfRange.offsetOutOfRangePartitions().get(state.partition);
      return bad == null || state.position != bad;
    }
    return state.phase != PartitionState.Phase.COMMITTED;
  }

  @Override
  public void onError(KafkaException cause) {
    error.compareAndSet(null, cause);
    subscriptions.signal();
  }

  @Override
  public void onOutOfRange(PartitionState state, int jumps) {
    positions.onOutOfRange(state, jumps);
  }

  @Override
  public void onTruncated(PartitionState state, int jumps, int epoch, long endOffset) {
    positions.onTruncated(state, jumps, epoch, endOffset);
  }

  private void onMetadata(MetadataSnapshot metadata) {
    GroupDriver driver = group;
    Pattern pattern = subscriptions.pattern();
    if (driver != null && pattern != null && subscriptions.matched(matches(pattern, metadata))) {
      driver.onSubscribed(subscriptions.topics(), subscriptions.regex());
    }
    if (driver != null) {
      driver.onMetadata(metadata);
    }
    reportUnusable(metadata);
    advance();
    subscriptions.signal();
  }

  private Set<String> matches(Pattern pattern, MetadataSnapshot metadata) {
    Set<String> found = new HashSet<>();
    for (MetadataSnapshot.Topic topic : metadata.topics().values()) {
      boolean internal = topic.internal() || INTERNAL.contains(topic.name());
      if (topic.error() == KafkaError.NONE
          && !(internal && settings.excludeInternalTopics())
          && pattern.matcher(topic.name()).matches()) {
        found.add(topic.name());
      }
    }
    return found;
  }

  private void reportUnusable(MetadataSnapshot metadata) {
    for (String name : subscriptions.topics()) {
      MetadataSnapshot.Topic topic = metadata.topic(name);
      if (topic != null
          && (topic.error() == KafkaError.TOPIC_AUTHORIZATION_FAILED
              || topic.error() == KafkaError.INVALID_TOPIC_EXCEPTION)) {
        onError(topic.error().exception("topic " + name + " cannot be read"));
      }
    }
  }

  @Override
  public void onRevoke(int call, Set<TopicPartition> partitions) {
    subscriptions.hold(partitions);
    hand(new ApplicationTask.Revoke(call, partitions));
  }

  @Override
  public void onLose(int call, Set<TopicPartition> partitions) {
    subscriptions.hold(partitions);
    hand(new ApplicationTask.Lose(call, partitions));
  }

  @Override
  public void onAssign(int call, Set<TopicPartition> all, Set<TopicPartition> added) {
    metrics.assigned();
    hand(new ApplicationTask.Assign(call, all, added));
  }

  private void hand(ApplicationTask.OfGroup task) {
    rebalances.add(task);
    subscriptions.signal();
  }

  /** Subscribes on the loop to what {@link Subscriptions} says. */
  void subscribed() {
    GroupDriver driver = group;
    if (driver == null) {
      return;
    }
    onLoop(
        () -> {
          if (subscriptions.pattern() != null) {
            network.metadata().wantAllTopics(true);
            network.metadata().requestUpdateNow();
          } else {
            network.metadata().wantAllTopics(false);
            network.metadata().retain(subscriptions.topics());
            network.metadata().addAll(subscriptions.topics());
            driver.onSubscribed(subscriptions.topics(), subscriptions.regex());
          }
        });
  }

  /** Makes sure that the assigned partitions' topics are known. */
  void assigned() {
    onLoop(
        () -> {
          subscriptions.assigned().forEach(partition -> network.metadata().add(partition.topic()));
          advance();
        });
  }

  /** The application was told; what follows from it happens on the loop. */
  void told(int call) {
    GroupDriver driver = group;
    if (driver != null) {
      onLoop(
          () -> {
            driver.onTold(call);
            advance();
          });
    }
  }

  /**
   * Commits once. The outcome comes on the loop: null, or an error in the terms of the application.
   */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, CommittedOffsets.Written outcome) {
    metrics.committing();
    CommittedOffsets store = committed;
    GroupDriver driver = group;
    if (store == null || driver == null) {
      throw new IllegalStateException("without group.id there is nothing to commit for");
    }
    boolean running =
        onLoop(
            () -> {
              MemberIdentity as = committer();
              if (subscriptions.usesGroup() && as.generation() < 0) {
                outcome.onOutcome(notAMember(driver));
                return;
              }
              store.write(
                  offsets,
                  as,
                  failure -> {
                    if (failure != null) {
                      driver.onCommitRefused(as.generation(), failure);
                    }
                    outcome.onOutcome(failure == null ? null : translate(failure));
                  });
            });
    if (!running) {
      outcome.onOutcome(loopIsGone());
    }
  }

  /** Who reads and writes offsets: a member, or somebody outside of the group. */
  private MemberIdentity committer() {
    GroupDriver driver = group;
    return driver != null && subscriptions.usesGroup()
        ? driver.identity()
        : new MemberIdentity(-1, "", null);
  }

  private static KafkaException notAMember(GroupDriver driver) {
    return driver.isRebalancing()
        ? new RebalanceInProgressException(
            "the group is sharing its partitions anew: poll, then commit what is still owned")
        : commitFailed(null);
  }

  private static KafkaException translate(KafkaException failure) {
    return switch (failure.error()) {
      case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, FENCED_MEMBER_EPOCH -> commitFailed(failure);
      case STALE_MEMBER_EPOCH ->
          new RetriableCommitFailedException(
              "the group moved on while the commit was under way; it may be repeated", failure);
      default -> failure;
    };
  }

  private static KafkaException commitFailed(@Nullable Throwable cause) {
    return new CommitFailedException(
        "the group has given the partitions to others, so nothing was committed. That happens when"
            + " poll() is not called for max.poll.interval.ms or heartbeats do not arrive for"
            + " session.timeout.ms: process faster, poll fewer records at a time, or raise these",
        cause);
  }

  /** Commits until it works, fails for good, or time is up. */
  void commit(
      Map<TopicPartition, OffsetAndMetadata> offsets,
      long deadlineNanos,
      Outcome<Boolean> outcome) {
    commit(
        offsets,
        failure -> {
          if (failure == null) {
            outcome.succeed(true);
          } else if (!failure.isRetriable() || deadlineNanos - now() <= 0) {
            outcome.fail(failure);
          } else {
            later(() -> commit(offsets, deadlineNanos, outcome));
          }
        });
  }

  /** After the pause between two tries. */
  void later(Runnable task) {
    long pause = network.settings().retryBackoff().delayMs(1, runtime.random());
    runtime.loop().schedule(TimeUnit.MILLISECONDS.toNanos(pause), task);
  }

  /** Stops all that goes on by itself. On the loop. */
  void stop() {
    fetcher.close();
    buffer.close();
    network.close();
  }
}
