package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Looks after a cluster. Safe for use by several threads.
 *
 * <p>Every call returns at once; the futures of its result are done within the options' time limit
 * or else {@code default.api.timeout.ms}, and fail with {@link
 * dev.klamm.api.error.TimeoutException} after that. Errors that pass are tried again until then.
 * All may also fail with {@link dev.klamm.api.error.AuthorizationException} or {@link
 * dev.klamm.api.error.UnsupportedVersionException}. A call on a closed client throws {@link
 * IllegalStateException}.
 *
 * @since 0.1
 */
public interface Admin extends AutoCloseable {
  /**
   * Creates a client from a map of Kafka's keys, by the {@link AdminProvider} on the class path.
   *
   * @throws dev.klamm.api.error.ConfigException if anything in it is not allowed
   * @throws IllegalStateException if there is no provider: add {@code klamm-core}
   */
  static Admin create(Map<String, ?> given) {
    return AdminProvider.find().create(AdminSettings.of(given));
  }

  /** The same from properties. */
  static Admin create(Properties given) {
    return AdminProvider.find().create(AdminSettings.of(given));
  }

  /**
   * What the client measures, by name: those of {@code admin-client-metrics}. Any thread; the map
   * is that of the moment, the values in it go on changing.
   */
  Map<MetricName, ? extends Metric> metrics();

  /** Closes when all calls that are under way are done. */
  @Override
  default void close() {
    close(Duration.ofMillis(Long.MAX_VALUE));
  }

  /** Refuses further calls, waits for those under way, then gives them up and frees everything. */
  void close(Duration timeout);

  /** The same as {@link #createTopics(Collection, CreateTopicsOptions)} with default options. */
  default CreateTopicsResult createTopics(Collection<NewTopic> newTopics) {
    return createTopics(newTopics, new CreateTopicsOptions());
  }

  /**
   * Creates topics. A topic is there for everybody once its future is done, and survives a restart
   * of the broker.
   *
   * <p>A topic's future fails with {@link dev.klamm.api.error.TopicExistsException}, {@link
   * dev.klamm.api.error.InvalidTopicException}, {@link
   * dev.klamm.api.error.InvalidPartitionsException}, {@link
   * dev.klamm.api.error.InvalidReplicationFactorException}, {@link
   * dev.klamm.api.error.InvalidConfigurationException} or {@link
   * dev.klamm.api.error.PolicyViolationException}. The topics do not depend on each other.
   */
  CreateTopicsResult createTopics(Collection<NewTopic> newTopics, CreateTopicsOptions options);

  /**
   * The same as {@link #deleteTopics(TopicCollection, DeleteTopicsOptions)} with default options.
   */
  default DeleteTopicsResult deleteTopics(TopicCollection topics) {
    return deleteTopics(topics, new DeleteTopicsOptions());
  }

  /**
   * Deletes topics and all of their records. The space may be freed a little later.
   *
   * <p>A topic's future fails with {@link dev.klamm.api.error.UnknownTopicOrPartitionException},
   * {@link dev.klamm.api.error.UnknownTopicIdException} or {@link
   * dev.klamm.api.error.TopicDeletionDisabledException}.
   */
  DeleteTopicsResult deleteTopics(TopicCollection topics, DeleteTopicsOptions options);

  /** The same as {@link #listTopics(ListTopicsOptions)} with default options. */
  default ListTopicsResult listTopics() {
    return listTopics(new ListTopicsOptions());
  }

  /** Lists the topics that this user may see. */
  ListTopicsResult listTopics(ListTopicsOptions options);

  /**
   * The same as {@link #describeTopics(TopicCollection, DescribeTopicsOptions)} with default
   * options.
   */
  default DescribeTopicsResult describeTopics(TopicCollection topics) {
    return describeTopics(topics, new DescribeTopicsOptions());
  }

  /**
   * Describes topics with their partitions, leaders and replicas.
   *
   * <p>A topic's future fails with {@link dev.klamm.api.error.UnknownTopicOrPartitionException} or
   * {@link dev.klamm.api.error.UnknownTopicIdException}.
   */
  DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options);

  /** The same as {@link #createPartitions(Map, CreatePartitionsOptions)} with default options. */
  default CreatePartitionsResult createPartitions(Map<String, NewPartitions> newPartitions) {
    return createPartitions(newPartitions, new CreatePartitionsOptions());
  }

  /**
   * Adds partitions to topics. Keys may go to other partitions afterwards.
   *
   * <p>A topic's future fails with {@link dev.klamm.api.error.UnknownTopicOrPartitionException} or
   * {@link dev.klamm.api.error.InvalidPartitionsException}.
   */
  CreatePartitionsResult createPartitions(
      Map<String, NewPartitions> newPartitions, CreatePartitionsOptions options);

  /**
   * The same as {@link #describeConfigs(Collection, DescribeConfigsOptions)} with default options.
   */
  default DescribeConfigsResult describeConfigs(Collection<ConfigResource> resources) {
    return describeConfigs(resources, new DescribeConfigsOptions());
  }

  /**
   * Reads all configs of some resources, with defaults and where each value comes from. Secrets
   * come without a value.
   */
  DescribeConfigsResult describeConfigs(
      Collection<ConfigResource> resources, DescribeConfigsOptions options);

  /**
   * The same as {@link #incrementalAlterConfigs(Map, AlterConfigsOptions)} with default options.
   */
  default AlterConfigsResult incrementalAlterConfigs(
      Map<ConfigResource, Collection<AlterConfigOp>> configs) {
    return incrementalAlterConfigs(configs, new AlterConfigsOptions());
  }

  /**
   * Changes some configs of some resources and leaves the others as they are. All changes of one
   * resource are made, or none.
   *
   * <p>A resource's future fails with {@link dev.klamm.api.error.InvalidConfigurationException} or
   * {@link dev.klamm.api.error.UnknownTopicOrPartitionException}.
   */
  AlterConfigsResult incrementalAlterConfigs(
      Map<ConfigResource, Collection<AlterConfigOp>> configs, AlterConfigsOptions options);

  /** The same as {@link #deleteRecords(Map, DeleteRecordsOptions)} with default options. */
  default DeleteRecordsResult deleteRecords(Map<TopicPartition, RecordsToDelete> recordsToDelete) {
    return deleteRecords(recordsToDelete, new DeleteRecordsOptions());
  }

  /**
   * Deletes records from the beginning of partitions. Consumers that are before the new beginning
   * reset their positions.
   *
   * <p>A partition's future fails with {@link dev.klamm.api.error.OffsetOutOfRangeException} if the
   * offset is behind the end, or with {@link dev.klamm.api.error.PolicyViolationException} if the
   * topic is only compacted.
   */
  DeleteRecordsResult deleteRecords(
      Map<TopicPartition, RecordsToDelete> recordsToDelete, DeleteRecordsOptions options);

  /** The same as {@link #listOffsets(Map, ListOffsetsOptions)} with default options. */
  default ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> topicPartitionOffsets) {
    return listOffsets(topicPartitionOffsets, new ListOffsetsOptions());
  }

  /** Finds offsets of partitions: the first, the last, or by time. */
  ListOffsetsResult listOffsets(
      Map<TopicPartition, OffsetSpec> topicPartitionOffsets, ListOffsetsOptions options);

  /** The same as {@link #describeCluster(DescribeClusterOptions)} with default options. */
  default DescribeClusterResult describeCluster() {
    return describeCluster(new DescribeClusterOptions());
  }

  /** Describes the brokers of the cluster. */
  DescribeClusterResult describeCluster(DescribeClusterOptions options);

  /**
   * The same as {@link #describeLogDirs(Collection, DescribeLogDirsOptions)} with default options.
   */
  default DescribeLogDirsResult describeLogDirs(Collection<Integer> brokers) {
    return describeLogDirs(brokers, new DescribeLogDirsOptions());
  }

  /** Describes the log directories of some brokers, and what each partition takes there. */
  DescribeLogDirsResult describeLogDirs(
      Collection<Integer> brokers, DescribeLogDirsOptions options);

  /** The same as {@link #listGroups(ListGroupsOptions)} with default options. */
  default ListGroupsResult listGroups() {
    return listGroups(new ListGroupsOptions());
  }

  /** Lists the groups of all brokers. */
  ListGroupsResult listGroups(ListGroupsOptions options);

  /** The same as {@link #listConsumerGroups(ListConsumerGroupsOptions)} with default options. */
  default ListConsumerGroupsResult listConsumerGroups() {
    return listConsumerGroups(new ListConsumerGroupsOptions());
  }

  /** Lists the consumer groups of all brokers; {@link #listGroups()} lists all kinds of groups. */
  ListConsumerGroupsResult listConsumerGroups(ListConsumerGroupsOptions options);

  /**
   * The same as {@link #describeConsumerGroups(Collection, DescribeConsumerGroupsOptions)} with
   * default options.
   */
  default DescribeConsumerGroupsResult describeConsumerGroups(Collection<String> groupIds) {
    return describeConsumerGroups(groupIds, new DescribeConsumerGroupsOptions());
  }

  /**
   * Describes consumer groups with their members and partitions.
   *
   * <p>A group's future fails with {@link dev.klamm.api.error.GroupIdNotFoundException} if there is
   * no such group.
   */
  DescribeConsumerGroupsResult describeConsumerGroups(
      Collection<String> groupIds, DescribeConsumerGroupsOptions options);

  /** The same as {@link #describeClassicGroups(Collection, DescribeClassicGroupsOptions)}. */
  default DescribeClassicGroupsResult describeClassicGroups(Collection<String> groupIds) {
    return describeClassicGroups(groupIds, new DescribeClassicGroupsOptions());
  }

  /**
   * Describes groups of the classic protocol, those of others than consumers included.
   *
   * <p>A group's future fails with {@link dev.klamm.api.error.GroupIdNotFoundException} if there is
   * no such group, or if its members speak another protocol.
   */
  DescribeClassicGroupsResult describeClassicGroups(
      Collection<String> groupIds, DescribeClassicGroupsOptions options);

  /**
   * The same as {@link #listConsumerGroupOffsets(Map, ListConsumerGroupOffsetsOptions)} with
   * default options.
   */
  default ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
      Map<String, ListConsumerGroupOffsetsSpec> groupSpecs) {
    return listConsumerGroupOffsets(groupSpecs, new ListConsumerGroupOffsetsOptions());
  }

  /** Reads the offsets that groups have committed. */
  ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
      Map<String, ListConsumerGroupOffsetsSpec> groupSpecs,
      ListConsumerGroupOffsetsOptions options);

  /**
   * The same as {@link #deleteTopics(TopicCollection, DeleteTopicsOptions)} for topics by their
   * names.
   */
  default DeleteTopicsResult deleteTopics(Collection<String> topics) {
    return deleteTopics(TopicCollection.ofTopicNames(topics), new DeleteTopicsOptions());
  }

  /**
   * The same as {@link #deleteTopics(TopicCollection, DeleteTopicsOptions)} for topics by their
   * names.
   */
  default DeleteTopicsResult deleteTopics(Collection<String> topics, DeleteTopicsOptions options) {
    return deleteTopics(TopicCollection.ofTopicNames(topics), options);
  }

  /**
   * The same as {@link #describeTopics(TopicCollection, DescribeTopicsOptions)} for topics by their
   * names.
   */
  default DescribeTopicsResult describeTopics(Collection<String> topicNames) {
    return describeTopics(TopicCollection.ofTopicNames(topicNames), new DescribeTopicsOptions());
  }

  /**
   * The same as {@link #describeTopics(TopicCollection, DescribeTopicsOptions)} for topics by their
   * names.
   */
  default DescribeTopicsResult describeTopics(
      Collection<String> topicNames, DescribeTopicsOptions options) {
    return describeTopics(TopicCollection.ofTopicNames(topicNames), options);
  }

  /** Reads all offsets that one group has committed. */
  default ListConsumerGroupOffsetsResult listConsumerGroupOffsets(String groupId) {
    return listConsumerGroupOffsets(groupId, new ListConsumerGroupOffsetsOptions());
  }

  /** Reads all offsets that one group has committed. */
  default ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
      String groupId, ListConsumerGroupOffsetsOptions options) {
    return listConsumerGroupOffsets(Map.of(groupId, new ListConsumerGroupOffsetsSpec()), options);
  }

  /** The same as the method with options, with default options. */
  default AlterConsumerGroupOffsetsResult alterConsumerGroupOffsets(
      String groupId, Map<TopicPartition, OffsetAndMetadata> offsets) {
    return alterConsumerGroupOffsets(groupId, offsets, new AlterConsumerGroupOffsetsOptions());
  }

  /**
   * Sets committed offsets of a group, which is created if need be. The offsets do not depend on
   * each other.
   *
   * <p>Fails with {@link dev.klamm.api.error.UnknownMemberIdException} if the group has members:
   * stop them first.
   */
  AlterConsumerGroupOffsetsResult alterConsumerGroupOffsets(
      String groupId,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      AlterConsumerGroupOffsetsOptions options);

  /** The same as the method with options, with default options. */
  default DeleteConsumerGroupsResult deleteConsumerGroups(Collection<String> groupIds) {
    return deleteConsumerGroups(groupIds, new DeleteConsumerGroupsOptions());
  }

  /**
   * Deletes groups with all of their offsets.
   *
   * <p>A group's future fails with {@link dev.klamm.api.error.GroupNotEmptyException} if it has
   * members, or with {@link dev.klamm.api.error.GroupIdNotFoundException}.
   */
  DeleteConsumerGroupsResult deleteConsumerGroups(
      Collection<String> groupIds, DeleteConsumerGroupsOptions options);

  /** The same as the method with options, with default options. */
  default DeleteConsumerGroupOffsetsResult deleteConsumerGroupOffsets(
      String groupId, Set<TopicPartition> partitions) {
    return deleteConsumerGroupOffsets(groupId, partitions, new DeleteConsumerGroupOffsetsOptions());
  }

  /**
   * Deletes committed offsets of a group.
   *
   * <p>A partition's future fails with {@link dev.klamm.api.error.GroupSubscribedToTopicException}
   * if a member is subscribed to its topic.
   */
  DeleteConsumerGroupOffsetsResult deleteConsumerGroupOffsets(
      String groupId, Set<TopicPartition> partitions, DeleteConsumerGroupOffsetsOptions options);

  /**
   * Makes members leave a group; their partitions go to others at once.
   *
   * <p>A member's future fails with {@link dev.klamm.api.error.UnknownMemberIdException} if there
   * is no such member.
   */
  RemoveMembersFromConsumerGroupResult removeMembersFromConsumerGroup(
      String groupId, RemoveMembersFromConsumerGroupOptions options);

  /** The same as the method with options, with default options. */
  default DescribeTransactionsResult describeTransactions(Collection<String> transactionalIds) {
    return describeTransactions(transactionalIds, new DescribeTransactionsOptions());
  }

  /**
   * Describes transactional ids: who uses them, and how their transactions stand (KIP-664).
   *
   * <p>An id's future fails with {@link dev.klamm.api.error.TransactionalIdNotFoundException} if it
   * was never used or has expired.
   */
  DescribeTransactionsResult describeTransactions(
      Collection<String> transactionalIds, DescribeTransactionsOptions options);

  /** The same as {@link #listTransactions(ListTransactionsOptions)} with default options. */
  default ListTransactionsResult listTransactions() {
    return listTransactions(new ListTransactionsOptions());
  }

  /** Lists the transactional ids of all brokers (KIP-664). */
  ListTransactionsResult listTransactions(ListTransactionsOptions options);

  /** The same as the method with options, with default options. */
  default DescribeProducersResult describeProducers(Collection<TopicPartition> partitions) {
    return describeProducers(partitions, new DescribeProducersOptions());
  }

  /** Describes what partitions know of their producers, open transactions included (KIP-664). */
  DescribeProducersResult describeProducers(
      Collection<TopicPartition> partitions, DescribeProducersOptions options);

  /** The same as the method with options, with default options. */
  default AbortTransactionResult abortTransaction(AbortTransactionSpec spec) {
    return abortTransaction(spec, new AbortTransactionOptions());
  }

  /**
   * Aborts a transaction in one partition without asking its coordinator (KIP-664). For a
   * transaction that hangs, which no coordinator knows of: readers of what is committed stand still
   * before it. One that is known is better ended by {@link #fenceProducers(Collection)}.
   *
   * <p>Fails with {@link dev.klamm.api.error.InvalidProducerEpochException} if the producer has a
   * newer epoch in the partition, and with a {@link dev.klamm.api.error.FatalException} if a newer
   * coordinator decided about the producer.
   */
  AbortTransactionResult abortTransaction(
      AbortTransactionSpec spec, AbortTransactionOptions options);

  /** The same as the method with options, with default options. */
  default FenceProducersResult fenceProducers(Collection<String> transactionalIds) {
    return fenceProducers(transactionalIds, new FenceProducersOptions());
  }

  /**
   * Fences all producers that use these transactional ids, and aborts what they have open
   * (KIP-618).
   */
  FenceProducersResult fenceProducers(
      Collection<String> transactionalIds, FenceProducersOptions options);
}
