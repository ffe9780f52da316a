package dev.klamm.core.admin;

import dev.klamm.api.admin.AbortTransactionOptions;
import dev.klamm.api.admin.AbortTransactionResult;
import dev.klamm.api.admin.AbortTransactionSpec;
import dev.klamm.api.admin.AdminClient;
import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.admin.AlterConfigOp;
import dev.klamm.api.admin.AlterConfigsOptions;
import dev.klamm.api.admin.AlterConfigsResult;
import dev.klamm.api.admin.AlterConsumerGroupOffsetsOptions;
import dev.klamm.api.admin.AlterConsumerGroupOffsetsResult;
import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.admin.CreatePartitionsOptions;
import dev.klamm.api.admin.CreatePartitionsResult;
import dev.klamm.api.admin.CreateTopicsOptions;
import dev.klamm.api.admin.CreateTopicsResult;
import dev.klamm.api.admin.DeleteConsumerGroupOffsetsOptions;
import dev.klamm.api.admin.DeleteConsumerGroupOffsetsResult;
import dev.klamm.api.admin.DeleteConsumerGroupsOptions;
import dev.klamm.api.admin.DeleteConsumerGroupsResult;
import dev.klamm.api.admin.DeleteRecordsOptions;
import dev.klamm.api.admin.DeleteRecordsResult;
import dev.klamm.api.admin.DeleteTopicsOptions;
import dev.klamm.api.admin.DeleteTopicsResult;
import dev.klamm.api.admin.DescribeClassicGroupsOptions;
import dev.klamm.api.admin.DescribeClassicGroupsResult;
import dev.klamm.api.admin.DescribeClusterOptions;
import dev.klamm.api.admin.DescribeClusterResult;
import dev.klamm.api.admin.DescribeConfigsOptions;
import dev.klamm.api.admin.DescribeConfigsResult;
import dev.klamm.api.admin.DescribeConsumerGroupsOptions;
import dev.klamm.api.admin.DescribeConsumerGroupsResult;
import dev.klamm.api.admin.DescribeLogDirsOptions;
import dev.klamm.api.admin.DescribeLogDirsResult;
import dev.klamm.api.admin.DescribeProducersOptions;
import dev.klamm.api.admin.DescribeProducersResult;
import dev.klamm.api.admin.DescribeTopicsOptions;
import dev.klamm.api.admin.DescribeTopicsResult;
import dev.klamm.api.admin.DescribeTransactionsOptions;
import dev.klamm.api.admin.DescribeTransactionsResult;
import dev.klamm.api.admin.FenceProducersOptions;
import dev.klamm.api.admin.FenceProducersResult;
import dev.klamm.api.admin.KafkaFuture;
import dev.klamm.api.admin.ListConsumerGroupOffsetsOptions;
import dev.klamm.api.admin.ListConsumerGroupOffsetsResult;
import dev.klamm.api.admin.ListConsumerGroupOffsetsSpec;
import dev.klamm.api.admin.ListConsumerGroupsOptions;
import dev.klamm.api.admin.ListConsumerGroupsResult;
import dev.klamm.api.admin.ListGroupsOptions;
import dev.klamm.api.admin.ListGroupsResult;
import dev.klamm.api.admin.ListOffsetsOptions;
import dev.klamm.api.admin.ListOffsetsResult;
import dev.klamm.api.admin.ListOffsetsResult.ListOffsetsResultInfo;
import dev.klamm.api.admin.ListTopicsOptions;
import dev.klamm.api.admin.ListTopicsResult;
import dev.klamm.api.admin.ListTransactionsOptions;
import dev.klamm.api.admin.ListTransactionsResult;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.admin.RecordsToDelete;
import dev.klamm.api.admin.RemoveMembersFromConsumerGroupOptions;
import dev.klamm.api.admin.RemoveMembersFromConsumerGroupResult;
import dev.klamm.api.admin.TopicCollection;
import dev.klamm.api.admin.TopicCollection.TopicIdCollection;
import dev.klamm.api.admin.TopicCollection.TopicNameCollection;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.metrics.Metric;
import dev.klamm.api.metrics.MetricName;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.net.NetworkSettings;
import dev.klamm.core.runtime.Ordered;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin client of any Kafka cluster. {@link dev.klamm.api.admin.Admin} says what it does; this
 * class only takes the calls, so it is long and has no ideas of its own. See the package for where
 * they are.
 *
 * @since 0.1
 */
public final class KafkaAdminClient extends AdminClient {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAdminClient.class);

  private final ClientRuntime runtime;
  private final NetworkClient client;
  private final AdminCalls calls;
  private final GroupLister lister;
  private final GroupDescriber describer;
  private final MemberRemover remover;
  private final TopicDescriber topicDescriber;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * A client with a TCP transport and a thread of its own.
   *
   * @throws IllegalStateException when no TCP transport is on the class path
   */
  public KafkaAdminClient(AdminSettings settings) {
    this(settings, openRuntime(settings));
  }

  private static ClientRuntime openRuntime(AdminSettings settings) {
    String id = settings.client().clientId();
    return ClientRuntime.open(
        "klamm-" + (id.isEmpty() ? "admin" : id), settings.settings().texts());
  }

  /**
   * A client on a given transport and loop, such as those of an embedded broker or a simulation.
   * Closing it closes the runtime.
   */
  public KafkaAdminClient(AdminSettings settings, ClientRuntime runtime) {
    this.runtime = runtime;
    try {
      NetworkSettings network =
          NetworkSettings.from(settings.client()).allowAutoCreateTopics(false).build();
      this.client = new NetworkClient(runtime, network, "admin-client");
    } catch (RuntimeException e) {
      runtime.close();
      throw e;
    }
    this.calls = new AdminCalls(client, settings);
    this.lister = new GroupLister(calls);
    this.describer = new GroupDescriber(calls);
    this.topicDescriber = new TopicDescriber(calls);
    this.remover = new MemberRemover(calls, describer);
    settings.client().warnings().forEach(LOG::warn);
  }

  @Override
  public Map<MetricName, Metric> metrics() {
    return client.metrics().all();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the admin client is closed, and takes no more calls");
    }
  }

  @Override
  public CreateTopicsResult createTopics(
      Collection<NewTopic> newTopics, CreateTopicsOptions options) {
    requireOpen();
    Map<String, NewTopic> topics = new LinkedHashMap<>();
    newTopics.forEach(topic -> topics.putIfAbsent(topic.name(), topic));
    return new CreateTopicsResult(
        calls.start(new CreateTopics(client, topics, options), topics.keySet(), options));
  }

  @Override
  public DeleteTopicsResult deleteTopics(TopicCollection topics, DeleteTopicsOptions options) {
    requireOpen();
    if (topics instanceof TopicIdCollection ids) {
      return DeleteTopicsResult.ofTopicIds(
          calls.start(new DeleteTopics.ById(client, options), ids.topicIds(), options));
    }
    return DeleteTopicsResult.ofTopicNames(
        calls.start(new DeleteTopics.ByName(client, options), names(topics), options));
  }

  private static Collection<String> names(TopicCollection topics) {
    return topics instanceof TopicNameCollection names ? names.topicNames() : List.of();
  }

  @Override
  public ListTopicsResult listTopics(ListTopicsOptions options) {
    requireOpen();
    return new ListTopicsResult(
        calls.startOne(new ListTopics(options.shouldListInternal()), ListTopics.ALL, options));
  }

  @Override
  public DescribeTopicsResult describeTopics(
      TopicCollection topics, DescribeTopicsOptions options) {
    requireOpen();
    if (topics instanceof TopicIdCollection ids) {
      return DescribeTopicsResult.ofTopicIds(
          calls.start(new DescribeTopics.ById(), ids.topicIds(), options));
    }
    return DescribeTopicsResult.ofTopicNames(topicDescriber.describe(names(topics), options));
  }

  @Override
  public CreatePartitionsResult createPartitions(
      Map<String, NewPartitions> newPartitions, CreatePartitionsOptions options) {
    requireOpen();
    Map<String, NewPartitions> wanted = Ordered.map(newPartitions);
    return new CreatePartitionsResult(
        calls.start(new CreatePartitions(client, wanted, options), wanted.keySet(), options));
  }

  @Override
  public DescribeConfigsResult describeConfigs(
      Collection<ConfigResource> resources, DescribeConfigsOptions options) {
    requireOpen();
    return new DescribeConfigsResult(
        calls.start(new DescribeConfigs(client, options), resources, options));
  }

  @Override
  public AlterConfigsResult incrementalAlterConfigs(
      Map<ConfigResource, Collection<AlterConfigOp>> configs, AlterConfigsOptions options) {
    requireOpen();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = Ordered.map(configs);
    return new AlterConfigsResult(
        calls.start(new AlterConfigs(client, changes, options), changes.keySet(), options));
  }

  @Override
  public DeleteRecordsResult deleteRecords(
      Map<TopicPartition, RecordsToDelete> recordsToDelete, DeleteRecordsOptions options) {
    requireOpen();
    Map<TopicPartition, RecordsToDelete> wanted = Ordered.map(recordsToDelete);
    return new DeleteRecordsResult(
        calls.start(new DeleteRecords(client, wanted), wanted.keySet(), options));
  }

  @Override
  public ListOffsetsResult listOffsets(
      Map<TopicPartition, OffsetSpec> topicPartitionOffsets, ListOffsetsOptions options) {
    requireOpen();
    Map<Integer, Map<TopicPartition, OffsetSpec>> byVersion = new TreeMap<>();
    topicPartitionOffsets.forEach(
        (partition, spec) ->
            byVersion
                .computeIfAbsent(ListOffsets.versionFor(spec), version -> new LinkedHashMap<>())
                .put(partition, spec));
    // One request for all would fail as a whole at a broker that is too old for some of it.
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> futures = new LinkedHashMap<>();
    byVersion.forEach(
        (version, wanted) ->
            futures.putAll(
                calls.start(
                    new ListOffsets(client, wanted, options.isolationLevel(), version),
                    wanted.keySet(),
                    options)));
    return new ListOffsetsResult(futures);
  }

  @Override
  public DescribeClusterResult describeCluster(DescribeClusterOptions options) {
    requireOpen();
    KafkaFuture<DescribeCluster.Description> cluster =
        calls.startOne(
            new DescribeCluster(options.includeFencedBrokers()), DescribeCluster.CLUSTER, options);
    return new DescribeClusterResult(
        cluster.thenApply(told -> told.nodes().values()),
        cluster.thenApply(DescribeCluster.Description::controller),
        cluster.thenApply(DescribeCluster.Description::clusterId));
  }

  @Override
  public DescribeLogDirsResult describeLogDirs(
      Collection<Integer> brokers, DescribeLogDirsOptions options) {
    requireOpen();
    return new DescribeLogDirsResult(calls.start(new DescribeLogDirs(client), brokers, options));
  }

  @Override
  public ListGroupsResult listGroups(ListGroupsOptions options) {
    requireOpen();
    return lister.list(options);
  }

  @Override
  public ListConsumerGroupsResult listConsumerGroups(ListConsumerGroupsOptions options) {
    requireOpen();
    return lister.listConsumerGroups(options);
  }

  @Override
  public DescribeConsumerGroupsResult describeConsumerGroups(
      Collection<String> groupIds, DescribeConsumerGroupsOptions options) {
    requireOpen();
    return new DescribeConsumerGroupsResult(describer.describe(groupIds, options));
  }

  @Override
  public DescribeClassicGroupsResult describeClassicGroups(
      Collection<String> groupIds, DescribeClassicGroupsOptions options) {
    requireOpen();
    return new DescribeClassicGroupsResult(
        calls.start(new DescribeClassicGroups(client), groupIds, options));
  }

  @Override
  public ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
      Map<String, ListConsumerGroupOffsetsSpec> groupSpecs,
      ListConsumerGroupOffsetsOptions options) {
    requireOpen();
    Map<String, ListConsumerGroupOffsetsSpec> specs = Ordered.map(groupSpecs);
    return new ListConsumerGroupOffsetsResult(
        calls.start(
            new ListGroupOffsets(client, specs, options.requireStable()), specs.keySet(), options));
  }

  @Override
  public AlterConsumerGroupOffsetsResult alterConsumerGroupOffsets(
      String groupId,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      AlterConsumerGroupOffsetsOptions options) {
    requireOpen();
    Map<TopicPartition, OffsetAndMetadata> wanted = Ordered.map(offsets);
    return new AlterConsumerGroupOffsetsResult(
        calls.start(new AlterGroupOffsets(client, groupId, wanted), wanted.keySet(), options));
  }

  @Override
  public DeleteConsumerGroupsResult deleteConsumerGroups(
      Collection<String> groupIds, DeleteConsumerGroupsOptions options) {
    requireOpen();
    return new DeleteConsumerGroupsResult(calls.start(new DeleteGroups(client), groupIds, options));
  }

  @Override
  public DeleteConsumerGroupOffsetsResult deleteConsumerGroupOffsets(
      String groupId, Set<TopicPartition> partitions, DeleteConsumerGroupOffsetsOptions options) {
    requireOpen();
    return new DeleteConsumerGroupOffsetsResult(
        calls.start(new DeleteGroupOffsets(client, groupId), partitions, options));
  }

  @Override
  public RemoveMembersFromConsumerGroupResult removeMembersFromConsumerGroup(
      String groupId, RemoveMembersFromConsumerGroupOptions options) {
    requireOpen();
    return remover.remove(groupId, options);
  }

  @Override
  public DescribeTransactionsResult describeTransactions(
      Collection<String> transactionalIds, DescribeTransactionsOptions options) {
    requireOpen();
    return new DescribeTransactionsResult(
        calls.start(new DescribeTransactions(client), transactionalIds, options));
  }

  @Override
  public ListTransactionsResult listTransactions(ListTransactionsOptions options) {
    requireOpen();
    return new TransactionLister(calls).list(options);
  }

  @Override
  public DescribeProducersResult describeProducers(
      Collection<TopicPartition> partitions, DescribeProducersOptions options) {
    requireOpen();
    return new DescribeProducersResult(
        calls.start(new DescribeProducers(client, options.brokerId()), partitions, options));
  }

  @Override
  public AbortTransactionResult abortTransaction(
      AbortTransactionSpec spec, AbortTransactionOptions options) {
    requireOpen();
    return new AbortTransactionResult(
        calls.startOne(new AbortTransaction(client, spec), spec.topicPartition(), options));
  }

  @Override
  public FenceProducersResult fenceProducers(
      Collection<String> transactionalIds, FenceProducersOptions options) {
    requireOpen();
    return new FenceProducersResult(
        calls.start(new FenceProducers(client), transactionalIds, options));
  }

  @Override
  public void close(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("close timeout is " + timeout + ", but must be 0 or more");
    }
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    if (client.loop().inEventLoop()) {
      // Waiting here would keep the loop from doing what is waited for, or from ending.
      tearDown();
      CompletableFuture.runAsync(runtime::close);
      return;
    }
    CompletableFuture<Void> idle = new CompletableFuture<>();
    client.loop().execute(() -> calls.whenIdle(() -> idle.complete(null)));
    await(idle, timeout);
    CompletableFuture.runAsync(this::tearDown, client.loop()).join();
    runtime.close();
  }

  private void tearDown() {
    calls.close(new TimeoutException("the admin client was closed before the call was done"));
    client.close();
  }

  private static void await(CompletableFuture<Void> idle, Duration timeout) {
    try {
      idle.get(millis(timeout), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      LOG.warn("Closing before all calls are done, since {} are over", timeout);
    } catch (InterruptedException e) {
      // Closed all the same, but without waiting any longer.
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private static long millis(Duration timeout) {
    return timeout.compareTo(Duration.ofDays(1)) > 0
        ? TimeUnit.DAYS.toMillis(1)
        : timeout.toMillis();
  }
}
