package dev.klamm.api.consumer;

import dev.klamm.api.cluster.PartitionInfo;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads records from topics, alone or as a member of a group that shares the partitions among its
 * members.
 *
 * <p>A consumer either subscribes to topics, and its group gives it partitions; or it is assigned
 * partitions by hand. Per partition it has a <em>position</em>, the offset of the next record that
 * {@link #poll} will give, and its group has a <em>committed</em> offset, from which a member
 * begins that takes the partition over.
 *
 * <p><b>Threads.</b> Unlike Kafka's, this consumer may be used by several threads: a call that must
 * wait for another waits its turn, and nothing throws {@code ConcurrentModificationException}.
 * Heartbeats are sent in the background, and so are fetches. Listeners, callbacks and interceptors
 * run on the thread that calls {@code poll}, {@code commitSync}, {@code unsubscribe} or {@code
 * close}; they may call the consumer.
 *
 * <p><b>Time limits.</b> A call without a duration may take {@code default.api.timeout.ms}; a call
 * that runs out of time throws {@link dev.klamm.api.error.TimeoutException}, changes nothing, and
 * may be repeated. Only {@code poll} returns nothing instead.
 *
 * <p><b>Errors.</b> Besides those named at the methods, each may throw {@link
 * dev.klamm.api.error.AuthorizationException}, {@link dev.klamm.api.error.InterruptException} when
 * its thread is interrupted, and {@link IllegalStateException} once the consumer is closed.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1
 */
public interface Consumer<K, V> extends Closeable, Iterable<ConsumerRecord<K, V>> {
  /** The partitions that are this consumer's at the moment; an unmodifiable copy. */
  Set<TopicPartition> assignment();

  /**
   * The topics that this consumer is subscribed to, those that a pattern matches included; an
   * unmodifiable copy.
   */
  Set<String> subscription();

  /** The same as {@link #subscribe(Collection, ConsumerRebalanceListener)} without a listener. */
  void subscribe(Collection<String> topics);

  /**
   * Joins the group and takes part in sharing these topics, from the next {@link #poll} on.
   * Replaces an earlier subscription; no topics at all is the same as {@link #unsubscribe}.
   *
   * @throws IllegalStateException if partitions were assigned by hand, and not given up by {@link
   *     #unsubscribe}
   * @throws dev.klamm.api.error.InvalidGroupIdException if the settings have no {@code group.id}
   */
  void subscribe(Collection<String> topics, ConsumerRebalanceListener listener);

  /** The same as {@link #subscribe(Pattern, ConsumerRebalanceListener)} without a listener. */
  void subscribe(Pattern pattern);

  /**
   * Subscribes to all topics whose whole name matches, also those that are created later; they are
   * found when the metadata is fetched anew ({@code metadata.max.age.ms}).
   *
   * @throws IllegalStateException if partitions were assigned by hand, and not given up by {@link
   *     #unsubscribe}
   * @throws dev.klamm.api.error.InvalidGroupIdException if the settings have no {@code group.id}
   */
  void subscribe(Pattern pattern, ConsumerRebalanceListener listener);

  /** The same as {@link #subscribe(SubscriptionPattern, ConsumerRebalanceListener)} without one. */
  void subscribe(SubscriptionPattern pattern);

  /**
   * Subscribes to all topics that the pattern stands for by the broker's reckoning, also those that
   * are created later. {@link #subscription} does not name them; {@link #assignment} does.
   *
   * <p>A pattern that is no regular expression for the broker makes {@link #poll} throw {@link
   * dev.klamm.api.error.InvalidRegularExpression}.
   *
   * @throws UnsupportedOperationException if {@code group.protocol} is not {@code consumer}
   * @throws IllegalStateException if partitions were assigned by hand, and not given up by {@link
   *     #unsubscribe}
   * @throws dev.klamm.api.error.InvalidGroupIdException if the settings have no {@code group.id}
   */
  void subscribe(SubscriptionPattern pattern, ConsumerRebalanceListener listener);

  /**
   * Takes exactly these partitions, without a group's sharing: no rebalance happens, and offsets
   * can still be committed.
   *
   * @throws IllegalStateException if the consumer is subscribed
   */
  void assign(Collection<TopicPartition> partitions);

  /**
   * Leaves the group and gives up all partitions, subscribed or assigned. The listener hears of it.
   */
  void unsubscribe();

  /**
   * Gives the next records, at most {@code max.poll.records}, and moves the positions behind them.
   * Takes part in rebalances, commits in the background if {@code enable.auto.commit} says so, and
   * runs callbacks.
   *
   * <p>A member of a group must call it at least every {@code max.poll.interval.ms}, or its
   * partitions go to others.
   *
   * @param timeout how long to wait if there are no records: zero or more. It is also the time
   *     within which joining the group is waited for.
   * @return records, or none if the time is over
   * @throws dev.klamm.api.error.WakeupException if {@link #wakeup} was called before or meanwhile;
   *     nothing is lost
   * @throws dev.klamm.api.error.InvalidOffsetException if a position is not valid and {@code
   *     auto.offset.reset} is none: seek, then poll again
   * @throws dev.klamm.api.error.RecordDeserializationException if a record cannot be read: records
   *     before it were given by earlier calls, and the position stays at it
   * @throws dev.klamm.api.error.FencedInstanceIdException if another member took this {@code
   *     group.instance.id}: close
   * @throws dev.klamm.api.error.UnreleasedInstanceIdException if another member still has this
   *     {@code group.instance.id}, with {@code group.protocol=consumer}: close it, or poll again
   *     when its session has ended
   * @throws dev.klamm.api.error.UnsupportedVersionException if the broker does not speak {@code
   *     group.protocol=consumer}: set {@code classic}
   * @throws IllegalStateException if there is neither subscription nor assignment
   */
  ConsumerRecords<K, V> poll(Duration timeout);

  /** Commits the positions, and waits up to {@code default.api.timeout.ms}. */
  void commitSync();

  /**
   * Commits the positions of all partitions, that is, all records that {@link #poll} gave.
   *
   * @throws dev.klamm.api.error.CommitFailedException if the group has given the partitions to
   *     others: go on polling
   * @throws dev.klamm.api.error.RebalanceInProgressException if the group is sharing anew: poll,
   *     then commit again
   * @throws dev.klamm.api.error.TimeoutException if it could not be done in time; it may be
   *     repeated
   */
  void commitSync(Duration timeout);

  /** Commits these offsets, and waits up to {@code default.api.timeout.ms}. */
  void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets);

  /**
   * Commits these offsets: of each partition, that of the record to read <em>next</em>.
   *
   * @throws dev.klamm.api.error.CommitFailedException if the group has given the partitions to
   *     others: go on polling
   * @throws dev.klamm.api.error.RebalanceInProgressException if the group is sharing anew: poll,
   *     then commit again
   * @throws dev.klamm.api.error.TimeoutException if it could not be done in time; it may be
   *     repeated
   */
  void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout);

  /** Commits the positions in the background; an error is only logged. */
  void commitAsync();

  /** Commits the positions in the background. */
  void commitAsync(@Nullable OffsetCommitCallback callback);

  /**
   * Commits these offsets in the background. Commits are sent in the order of the calls. It is not
   * repeated: a later commit may have been done by then.
   *
   * @param callback told of the outcome within a later call of this consumer; or null
   */
  void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback);

  /**
   * Moves a position. Checked against the broker by the next {@link #poll}.
   *
   * @throws IllegalArgumentException if the offset is negative
   * @throws IllegalStateException if the partition is not this consumer's
   */
  void seek(TopicPartition partition, long offset);

  /**
   * The same, with the leader epoch of the record before, by which a log that was cut is
   * recognised.
   */
  void seek(TopicPartition partition, OffsetAndMetadata offset);

  /**
   * Moves positions to the first records there are; of all partitions if none are named. Takes
   * effect with the next {@link #poll} or {@link #position}.
   */
  void seekToBeginning(Collection<TopicPartition> partitions);

  /**
   * Moves positions behind the last records; of all partitions if none are named. With {@code
   * read_committed}, behind the last record that no open transaction precedes.
   */
  void seekToEnd(Collection<TopicPartition> partitions);

  /** The position, waiting up to {@code default.api.timeout.ms}. */
  long position(TopicPartition partition);

  /**
   * The offset of the next record that {@link #poll} will give of this partition.
   *
   * @throws IllegalStateException if the partition is not this consumer's
   * @throws dev.klamm.api.error.InvalidOffsetException if there is no valid position
   * @throws dev.klamm.api.error.TimeoutException if it could not be found in time
   */
  long position(TopicPartition partition, Duration timeout);

  /** The committed offsets, waiting up to {@code default.api.timeout.ms}. */
  Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions);

  /**
   * What the group has committed, whichever member did; partitions without a commit are missing
   * from the map.
   *
   * @throws dev.klamm.api.error.TimeoutException if it could not be read in time
   */
  Map<TopicPartition, OffsetAndMetadata> committed(
      Set<TopicPartition> partitions, Duration timeout);

  /** The topic's partitions, waiting up to {@code default.api.timeout.ms}. */
  List<PartitionInfo> partitionsFor(String topic);

  /**
   * The topic's partitions, from the metadata at hand or else fetched; empty if there is no such
   * topic.
   */
  List<PartitionInfo> partitionsFor(String topic, Duration timeout);

  /** All topics, waiting up to {@code default.api.timeout.ms}. */
  Map<String, List<PartitionInfo>> listTopics();

  /** All topics that this user may see, with their partitions. */
  Map<String, List<PartitionInfo>> listTopics(Duration timeout);

  /** The partitions that {@link #poll} leaves out at the moment. */
  Set<TopicPartition> paused();

  /**
   * Makes {@link #poll} leave out these partitions until {@link #resume}. Does not cause a
   * rebalance; a partition that is lost and taken again is not paused any more.
   *
   * @throws IllegalStateException if a partition is not this consumer's
   */
  void pause(Collection<TopicPartition> partitions);

  /**
   * Ends {@link #pause} for these partitions.
   *
   * @throws IllegalStateException if a partition is not this consumer's
   */
  void resume(Collection<TopicPartition> partitions);

  /** The offsets of times, waiting up to {@code default.api.timeout.ms}. */
  Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestamps);

  /**
   * The first record of each partition whose timestamp is at or after the given one. The partitions
   * need not be this consumer's.
   *
   * @param timestamps in milliseconds since 1970; zero or more
   * @return an entry for each partition, with null if there is no such record
   * @throws dev.klamm.api.error.TimeoutException if they could not be found in time
   */
  Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> timestamps, Duration timeout);

  /** The first offsets, waiting up to {@code default.api.timeout.ms}. */
  Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions);

  /** The offset of the first record that each partition still has. */
  Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions, Duration timeout);

  /** The end offsets, waiting up to {@code default.api.timeout.ms}. */
  Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions);

  /**
   * The offset behind the last record that this consumer could read: the high watermark, or with
   * {@code read_committed} the last stable offset.
   */
  Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout);

  /**
   * How far the position is behind the end, as far as is known without asking; empty if nothing is
   * known yet.
   */
  OptionalLong currentLag(TopicPartition partition);

  /** The group's id and this member's place in it. */
  ConsumerGroupMetadata groupMetadata();

  /**
   * Makes the group share its partitions anew, with the next {@link #poll}. Has no effect with
   * {@code group.protocol=consumer}: the broker shares anew by itself whenever that is called for.
   */
  void enforceRebalance();

  /** The same, with a reason for the broker's log. */
  void enforceRebalance(@Nullable String reason);

  /**
   * What the consumer measures, by name: those of {@code consumer-metrics}, {@code
   * consumer-fetch-manager-metrics} (with the tags {@code topic} and {@code partition} also {@code
   * records-lag} of each partition) and {@code consumer-coordinator-metrics}. Values are Kafka's in
   * name and meaning, other than that averages and maxima are those since the start. Any thread;
   * the map is that of the moment, the values in it go on changing.
   */
  Map<MetricName, ? extends Metric> metrics();

  /** The same as {@link #close(Duration)} with 30 seconds. */
  @Override
  void close();

  /**
   * Commits the positions if {@code enable.auto.commit} says so, leaves the group, and frees
   * everything. Calling it again does nothing. {@link #wakeup} does not end it.
   *
   * @param timeout how long commit and leaving may take; what is not done by then is given up
   */
  void close(Duration timeout);

  /** The same, with the choice to stay in the group for a member that comes back at once. */
  void close(CloseOptions options);

  /**
   * Makes the call that another thread waits in, or else the next one that would wait, throw {@link
   * dev.klamm.api.error.WakeupException}. Never waits itself.
   */
  void wakeup();

  /**
   * Gives the records one by one: it polls when it needs more, and waits without limit for the
   * next. It ends when the consumer is closed. A record counts as read, and is committed by
   * automatic commits, once the one after it is asked for. Its methods throw what {@link #poll}
   * throws, and may be called again after that.
   *
   * <p>Do not mix it with {@link #poll}: each record is given to one of them only.
   */
  @Override
  Iterator<ConsumerRecord<K, V>> iterator();

  /**
   * Gives the records to a subscriber, as fast as it asks for them, on a thread of its own. One
   * subscriber at a time; a second one is told {@link IllegalStateException}. A record counts as
   * read once the subscriber's {@code onNext} has returned. Cancelling leaves consumer and
   * subscription as they are; closing the consumer completes the subscriber; an error that {@link
   * #poll} would throw ends it.
   */
  Flow.Publisher<ConsumerRecord<K, V>> publisher();
}
