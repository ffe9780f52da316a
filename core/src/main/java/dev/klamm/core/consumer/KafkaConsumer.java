package dev.klamm.core.consumer;

import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.config.Component;
import dev.klamm.api.consumer.CloseOptions;
import dev.klamm.api.consumer.CloseOptions.GroupMembershipOperation;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerGroupMetadata;
import dev.klamm.api.consumer.ConsumerInterceptor;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.GroupProtocol;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.consumer.OffsetAndTimestamp;
import dev.klamm.api.consumer.OffsetCommitCallback;
import dev.klamm.api.consumer.SubscriptionPattern;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import dev.klamm.api.serde.Deserializer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.MetadataSnapshot;
import dev.klamm.core.record.codec.Codecs;
import dev.klamm.core.runtime.Ordered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of any Kafka cluster. {@link Consumer} says what it does; this class only takes the
 * calls, so it is long and has no ideas of its own. See the package for where they are.
 */
public final class KafkaConsumer<K, V> implements Consumer<K, V> {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration READER_POLL = Duration.ofMillis(200);

  private final ConsumerSettings settings;
  private final Deserializer<K> keys;
  private final Deserializer<V> values;
  private final ConsumerCore core;
  private final Subscriptions subscriptions;
  private final Waiter waiter;
  private final Commits commits;
  private final Rebalances rebalances;
  private final OffsetQueries queries;
  private final Poller<K, V> poller;
  private final RecordReader<K, V> reader;
  private final RecordPublisher<K, V> publisher;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A consumer with settings by Kafka's keys; deserializers are among them. */
  public KafkaConsumer(Map<String, ?> settings) {
    this(ConsumerSettings.of(settings), null, null);
  }

  /** A consumer with settings by Kafka's keys; it closes the deserializers when it is closed. */
  public KafkaConsumer(
      Map<String, ?> settings,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer) {
    this(ConsumerSettings.of(settings), keyDeserializer, valueDeserializer);
  }

  /** A consumer with settings by Kafka's keys; deserializers are among them. */
  public KafkaConsumer(Properties settings) {
    this(ConsumerSettings.of(settings), null, null);
  }

  /** A consumer with settings by Kafka's keys; it closes the deserializers when it is closed. */
  public KafkaConsumer(
      Properties settings,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer) {
    this(ConsumerSettings.of(settings), keyDeserializer, valueDeserializer);
  }

  /**
   * A consumer with a TCP transport and a thread of its own.
   *
   * @param keyDeserializer null for the one that the settings name
   * @param valueDeserializer null for the one that the settings name
   * @throws ConfigException when a part that the settings name cannot be made
   * @throws IllegalStateException when no TCP transport is on the class path
   */
  public KafkaConsumer(
      ConsumerSettings settings,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer) {
    this(settings, keyDeserializer, valueDeserializer, openRuntime(settings));
  }

  private static ClientRuntime openRuntime(ConsumerSettings settings) {
    return ClientRuntime.open(threadPrefix(settings), settings.settings().texts());
  }

  private static String threadPrefix(ConsumerSettings settings) {
    String id = settings.client().clientId();
    return "klamm-" + (id.isEmpty() ? "consumer" : id);
  }

  /**
   * A consumer on a given transport and loop, such as those of an embedded broker or a simulation.
   * Closing it closes the runtime.
   *
   * @throws ConfigException when a part that the settings name cannot be made; the runtime is
   *     closed then
   */
  public KafkaConsumer(
      ConsumerSettings settings,
      @Nullable Deserializer<K> keyDeserializer,
      @Nullable Deserializer<V> valueDeserializer,
      ClientRuntime runtime) {
    this.settings = settings;
    List<ConsumerInterceptor<K, V>> interceptors;
    try {
      this.keys = Deserializers.orNamed(keyDeserializer, settings, true);
      this.values = Deserializers.orNamed(valueDeserializer, settings, false);
      interceptors = interceptors(settings);
      this.core = new ConsumerCore(settings, runtime);
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
    this.subscriptions = core.subscriptions;
    this.waiter = new Waiter(core);
    this.commits = new Commits(core, waiter, settings);
    this.rebalances = new Rebalances(core, waiter, commits, settings.defaultApiTimeout());
    this.queries = new OffsetQueries(core);
    RecordDecoder<K, V> decoder =
        new RecordDecoder<>(
            keys,
            values,
            settings.checkCrcs(),
            settings.isolationLevel() == IsolationLevel.READ_COMMITTED,
            Codecs.load());
    this.poller =
        new Poller<>(
            core,
            waiter,
            commits,
            rebalances,
            decoder,
            new Interceptors<>(interceptors),
            settings.maxPollRecords());
    this.reader = new RecordReader<>(this::pollForReader);
    this.publisher = new RecordPublisher<>(reader, poller, waiter, this::publisherThread);
    commits.setReader(reader::firstUnread);
  }

  private Thread publisherThread(Runnable task) {
    Thread thread = new Thread(task, threadPrefix(settings) + "-publisher");
    thread.setDaemon(true);
    return thread;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the settings do not know the types
  private static <K, V> List<ConsumerInterceptor<K, V>> interceptors(ConsumerSettings settings) {
    List<ConsumerInterceptor<K, V>> made = new ArrayList<>();
    for (Component<ConsumerInterceptor> one : settings.interceptors()) {
      ConsumerInterceptor<K, V> interceptor = one.create();
      if (one.instance().isEmpty()) {
        interceptor.configure(settings.settings().originals());
      }
      made.add(interceptor);
    }
    return made;
  }

  private long deadline() {
    return waiter.deadline(settings.defaultApiTimeout());
  }

  @Override
  public Set<TopicPartition> assignment() {
    return subscriptions.assigned();
  }

  @Override
  public Set<String> subscription() {
    return subscriptions.topics();
  }

  @Override
  public void subscribe(Collection<String> topics) {
    subscribeTo(topics, null);
  }

  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    subscribeTo(topics, Objects.requireNonNull(listener, "listener"));
  }

  private void subscribeTo(
      Collection<String> topics, @Nullable ConsumerRebalanceListener listener) {
    waiter.requireOpen();
    commits.requireGroup();
    if (topics.isEmpty()) {
      unsubscribe();
      return;
    }
    for (String topic : topics) {
      if (topic.isBlank()) {
        throw new IllegalArgumentException("a topic's name is empty, in " + topics);
      }
    }
    subscriptions.subscribe(Ordered.set(topics));
    rebalances.listener(listener);
    core.subscribed();
  }

  @Override
  public void subscribe(Pattern pattern) {
    subscribeTo(pattern, null);
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    subscribeTo(pattern, Objects.requireNonNull(listener, "listener"));
  }

  private void subscribeTo(Pattern pattern, @Nullable ConsumerRebalanceListener listener) {
    waiter.requireOpen();
    commits.requireGroup();
    subscriptions.subscribe(pattern);
    rebalances.listener(listener);
    core.subscribed();
  }

  @Override
  public void subscribe(SubscriptionPattern pattern) {
    subscribeTo(pattern, null);
  }

  @Override
  public void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener) {
    subscribeTo(pattern, Objects.requireNonNull(listener, "listener"));
  }

  private void subscribeTo(
      SubscriptionPattern pattern, @Nullable ConsumerRebalanceListener listener) {
    waiter.requireOpen();
    commits.requireGroup();
    if (settings.groupProtocol() != GroupProtocol.CONSUMER) {
      throw new UnsupportedOperationException(
          "only with group.protocol=consumer does the broker match patterns: set it, or subscribe by"
              + " a java.util.regex.Pattern");
    }
    if (pattern.pattern().isEmpty()) {
      throw new IllegalArgumentException("the pattern is empty");
    }
    subscriptions.subscribeByBroker(pattern.pattern());
    rebalances.listener(listener);
    core.subscribed();
  }

  @Override
  public void assign(Collection<TopicPartition> partitions) {
    waiter.requireOpen();
    if (partitions.isEmpty()) {
      unsubscribe();
      return;
    }
    if (commits.isAutomatic() && !subscriptions.usesGroup()) {
      commits.async(commits.positions(true), null);
    }
    subscriptions.assign(Ordered.set(partitions));
    core.assigned();
  }

  @Override
  public void unsubscribe() {
    waiter.requireOpen();
    long deadline = deadline();
    poller.lock.lock();
    try {
      if (subscriptions.usesGroup()) {
        rebalances.leave(
            "the consumer unsubscribed", settings.groupInstanceId().isEmpty(), deadline);
      }
    } finally {
      subscriptions.clear();
      rebalances.listener(null);
      poller.lock.unlock();
    }
  }

  @Override
  public ConsumerRecords<K, V> poll(Duration timeout) {
    return poller.poll(waiter.deadline(timeout));
  }

  @Override
  public void commitSync() {
    commitSync(settings.defaultApiTimeout());
  }

  @Override
  public void commitSync(Duration timeout) {
    commitSync(commits.positions(false), timeout);
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    commitSync(offsets, settings.defaultApiTimeout());
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    waiter.requireOpen();
    poller.runCallbacks();
    commits.sync(offsets, waiter.deadline(timeout));
    poller.onCommitted(offsets);
  }

  @Override
  public void commitAsync() {
    commitAsync(null);
  }

  @Override
  public void commitAsync(@Nullable OffsetCommitCallback callback) {
    commitAsync(commits.positions(false), callback);
  }

  @Override
  public void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
    waiter.requireOpen();
    commits.async(offsets, callback);
  }

  @Override
  public void seek(TopicPartition partition, long offset) {
    seek(partition, new OffsetAndMetadata(offset));
  }

  @Override
  public void seek(TopicPartition partition, OffsetAndMetadata offset) {
    waiter.requireOpen();
    subscriptions.run(
        () ->
            subscriptions
                .required(partition)
                .jumpTo(offset.offset(), offset.leaderEpoch().orElse(-1)));
    core.wakeLoop();
  }

  @Override
  public void seekToBeginning(Collection<TopicPartition> partitions) {
    seekTo(partitions, OffsetLookup.EARLIEST);
  }

  @Override
  public void seekToEnd(Collection<TopicPartition> partitions) {
    seekTo(partitions, OffsetLookup.LATEST);
  }

  private void seekTo(Collection<TopicPartition> partitions, long timestamp) {
    waiter.requireOpen();
    subscriptions.run(
        () -> {
          Collection<TopicPartition> all =
              partitions.isEmpty() ? subscriptions.assigned() : partitions;
          List<PartitionState> states = all.stream().map(subscriptions::required).toList();
          states.forEach(state -> state.reset(timestamp));
        });
    core.wakeLoop();
  }

  @Override
  public long position(TopicPartition partition) {
    return position(partition, settings.defaultApiTimeout());
  }

  @Override
  public long position(TopicPartition partition, Duration timeout) {
    waiter.requireOpen();
    core.wakeLoop();
    long[] position = {-1};
    waiter.until(
        () -> {
          waiter.throwError();
          position[0] =
              subscriptions.locked(
                  () -> {
                    PartitionState state = subscriptions.required(partition);
                    return state.hasPosition() ? state.position : -1L;
                  });
          return position[0] >= 0;
        },
        waiter.deadline(timeout),
        "finding the position in " + partition);
    return position[0];
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return committed(partitions, settings.defaultApiTimeout());
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout) {
    waiter.requireOpen();
    commits.requireGroup();
    if (partitions.isEmpty()) {
      return Map.of();
    }
    long deadline = waiter.deadline(timeout);
    return waiter.await(
        queries.committed(Ordered.set(partitions), deadline),
        deadline,
        "reading the committed offsets");
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return partitionsFor(topic, settings.defaultApiTimeout());
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
    MetadataSnapshot known = core.network.metadata().snapshot();
    return known.partitionCount(topic) > 0
        ? known.toCluster().partitionsForTopic(topic)
        : describe(Set.of(topic), timeout).getOrDefault(topic, List.of());
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics() {
    return listTopics(settings.defaultApiTimeout());
  }

  @Override
  public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
    return describe(null, timeout);
  }

  private Map<String, List<PartitionInfo>> describe(
      @Nullable Set<String> topics, Duration timeout) {
    waiter.requireOpen();
    long deadline = waiter.deadline(timeout);
    MetadataSnapshot found =
        waiter.await(queries.metadata(topics, deadline), deadline, "describing topics");
    Map<String, List<PartitionInfo>> described = new HashMap<>();
    for (MetadataSnapshot.Topic topic : found.topics().values()) {
      if (topic.error() == KafkaError.NONE) {
        described.put(topic.name(), found.toCluster().partitionsForTopic(topic.name()));
      } else if (topics != null && topic.error() != KafkaError.UNKNOWN_TOPIC_OR_PARTITION) {
        throw topic.error().exception("topic " + topic.name() + " cannot be described");
      }
    }
    return described;
  }

  @Override
  public Set<TopicPartition> paused() {
    return subscriptions.locked(
        () -> {
          Set<TopicPartition> paused = new HashSet<>();
          for (PartitionState state : subscriptions.states()) {
            if (state.paused) {
              paused.add(state.partition);
            }
          }
          return paused;
        });
  }

  @Override
  public void pause(Collection<TopicPartition> partitions) {
    setPaused(partitions, true);
  }

  @Override
  public void resume(Collection<TopicPartition> partitions) {
    setPaused(partitions, false);
    subscriptions.signal();
    core.wakeLoop();
  }

  private void setPaused(Collection<TopicPartition> partitions, boolean paused) {
    waiter.requireOpen();
    subscriptions.run(
        () -> {
          List<PartitionState> states = partitions.stream().map(subscriptions::required).toList();
          states.forEach(state -> state.paused = paused);
        });
  }

  @Override
  public Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestamps) {
    return offsetsForTimes(timestamps, settings.defaultApiTimeout());
  }

  @Override
  public Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestamps, Duration timeout) {
    timestamps.forEach(
        (partition, timestamp) -> {
          if (timestamp < 0) {
            throw new IllegalArgumentException(
                "the timestamp " + timestamp + " for " + partition + " is negative");
          }
        });
    Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>();
    offsets(timestamps, timeout)
        .forEach(
            (partition, one) ->
                found.put(
                    partition,
                    one.offset() < 0
                        ? null
                        : new OffsetAndTimestamp(
                            one.offset(),
                            one.timestamp(),
                            one.leaderEpoch() < 0
                                ? Optional.empty()
                                : Optional.of(one.leaderEpoch()))));
    return found;
  }

  private Map<TopicPartition, OffsetLookup.Found> offsets(
      Map<TopicPartition, Long> timestamps, Duration timeout) {
    waiter.requireOpen();
    long deadline = waiter.deadline(timeout);
    return waiter.await(queries.offsets(timestamps, deadline), deadline, "looking up offsets");
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
    return beginningOffsets(partitions, settings.defaultApiTimeout());
  }

  @Override
  public Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return plain(offsets(OffsetQueries.all(partitions, OffsetLookup.EARLIEST), timeout));
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    return endOffsets(partitions, settings.defaultApiTimeout());
  }

  @Override
  public Map<TopicPartition, Long> endOffsets(
      Collection<TopicPartition> partitions, Duration timeout) {
    return plain(offsets(OffsetQueries.all(partitions, OffsetLookup.LATEST), timeout));
  }

  private static Map<TopicPartition, Long> plain(Map<TopicPartition, OffsetLookup.Found> found) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    found.forEach((partition, one) -> offsets.put(partition, one.offset()));
    return offsets;
  }

  @Override
  public OptionalLong currentLag(TopicPartition partition) {
    waiter.requireOpen();
    boolean committedOnly = settings.isolationLevel() == IsolationLevel.READ_COMMITTED;
    return subscriptions.locked(
        () -> {
          PartitionState state = subscriptions.required(partition);
          long end = committedOnly ? state.lastStableOffset : state.highWatermark;
          return end < 0 || !state.hasPosition()
              ? OptionalLong.empty()
              : OptionalLong.of(Math.max(0, end - state.position));
        });
  }

  @Override
  public ConsumerGroupMetadata groupMetadata() {
    commits.requireGroup();
    GroupDriver group = core.group;
    if (group == null) {
      throw new IllegalStateException("there is no group");
    }
    return group.metadata();
  }

  @Override
  public Map<MetricName, Metric> metrics() {
    return core.network.metrics().all();
  }

  @Override
  public void enforceRebalance() {
    enforceRebalance(null);
  }

  @Override
  public void enforceRebalance(@Nullable String reason) {
    waiter.requireOpen();
    GroupDriver group = core.group;
    if (group == null || !subscriptions.usesGroup()) {
      throw new IllegalStateException("this consumer is no member of a group: subscribe first");
    }
    core.onLoop(
        () -> group.onRejoinWanted(reason == null ? "the application asked for it" : reason));
  }

  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  @Override
  public void close(Duration timeout) {
    close(CloseOptions.timeout(timeout));
  }

  @Override
  public void close(CloseOptions options) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long deadline = waiter.deadline(options.timeout().orElse(CLOSE_TIMEOUT));
    waiter.close();
    RuntimeException thrown = null;
    boolean locked = waiter.lock(poller.lock, deadline);
    try {
      leave(options.groupMembershipOperation(), deadline);
    } catch (RuntimeException e) {
      thrown = e;
    } finally {
      waiter.closed();
      free(deadline);
      if (locked) {
        poller.lock.unlock();
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }

  private void leave(GroupMembershipOperation operation, long deadline) {
    if (subscriptions.usesGroup()) {
      boolean tell =
          operation == GroupMembershipOperation.LEAVE_GROUP
              || (operation == GroupMembershipOperation.DEFAULT
                  && settings.groupInstanceId().isEmpty());
      rebalances.leave("the consumer is closed", tell, deadline);
    } else {
      commits.beforeGivingUp(deadline);
    }
    poller.runCallbacks();
  }

  private void free(long deadline) {
    Outcome<Boolean> stopped = new Outcome<>(subscriptions);
    boolean running =
        core.onLoop(
            () -> {
              core.stop();
              stopped.succeed(true);
            });
    if (running) {
      waiter.awaitCalmly(stopped, deadline);
    } else {
      core.buffer.close();
    }
    poller.close();
    keys.close();
    values.close();
    core.runtime.close();
  }

  @Override
  public void wakeup() {
    waiter.wakeup();
  }

  /** Null when the consumer is closed. */
  private @Nullable ConsumerRecords<K, V> pollForReader(boolean wait) {
    try {
      ConsumerRecords<K, V> records = poll(READER_POLL);
      while (wait && records.isEmpty()) {
        records = poll(READER_POLL);
      }
      return records;
    } catch (IllegalStateException e) {
      if (waiter.isClosing()) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public Iterator<ConsumerRecord<K, V>> iterator() {
    return reader;
  }

  @Override
  public Flow.Publisher<ConsumerRecord<K, V>> publisher() {
    return publisher;
  }
}
