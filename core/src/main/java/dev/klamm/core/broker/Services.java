package dev.klamm.core.broker;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.fetch.FetchSessions;
import dev.klamm.core.broker.handler.ApiVersionsHandler;
import dev.klamm.core.broker.handler.CoordinatorCalls;
import dev.klamm.core.broker.handler.FetchHandler;
import dev.klamm.core.broker.handler.ListOffsetsHandler;
import dev.klamm.core.broker.handler.MetadataHandler;
import dev.klamm.core.broker.handler.OffsetForLeaderEpochHandler;
import dev.klamm.core.broker.handler.ProduceHandler;
import dev.klamm.core.broker.handler.TransactionGate;
import dev.klamm.core.broker.handler.absent.AclApis;
import dev.klamm.core.broker.handler.absent.ControllerApis;
import dev.klamm.core.broker.handler.absent.DelegationTokenApis;
import dev.klamm.core.broker.handler.absent.DescribeQuorumHandler;
import dev.klamm.core.broker.handler.absent.QuotaApis;
import dev.klamm.core.broker.handler.absent.ReplicaApis;
import dev.klamm.core.broker.handler.absent.SaslApis;
import dev.klamm.core.broker.handler.absent.ScramApis;
import dev.klamm.core.broker.handler.admin.AlterConfigsHandler;
import dev.klamm.core.broker.handler.admin.Changes;
import dev.klamm.core.broker.handler.admin.ConfigAlterations;
import dev.klamm.core.broker.handler.admin.CreatePartitionsHandler;
import dev.klamm.core.broker.handler.admin.CreateTopicsHandler;
import dev.klamm.core.broker.handler.admin.DeleteRecordsHandler;
import dev.klamm.core.broker.handler.admin.DeleteTopicsHandler;
import dev.klamm.core.broker.handler.admin.DescribeClusterHandler;
import dev.klamm.core.broker.handler.admin.DescribeConfigsHandler;
import dev.klamm.core.broker.handler.admin.DescribeLogDirsHandler;
import dev.klamm.core.broker.handler.admin.DescribeProducersHandler;
import dev.klamm.core.broker.handler.admin.DescribeTopicPartitionsHandler;
import dev.klamm.core.broker.handler.admin.IncrementalAlterConfigsHandler;
import dev.klamm.core.broker.handler.admin.ListConfigResourcesHandler;
import dev.klamm.core.broker.handler.group.ConsumerGroupDescribeHandler;
import dev.klamm.core.broker.handler.group.ConsumerGroupHeartbeatHandler;
import dev.klamm.core.broker.handler.group.DeleteGroupsHandler;
import dev.klamm.core.broker.handler.group.DescribeGroupsHandler;
import dev.klamm.core.broker.handler.group.FindCoordinatorHandler;
import dev.klamm.core.broker.handler.group.GroupCalls;
import dev.klamm.core.broker.handler.group.HeartbeatHandler;
import dev.klamm.core.broker.handler.group.JoinGroupHandler;
import dev.klamm.core.broker.handler.group.LeaveGroupHandler;
import dev.klamm.core.broker.handler.group.ListGroupsHandler;
import dev.klamm.core.broker.handler.group.OffsetCommitHandler;
import dev.klamm.core.broker.handler.group.OffsetDeleteHandler;
import dev.klamm.core.broker.handler.group.OffsetFetchHandler;
import dev.klamm.core.broker.handler.group.SyncGroupHandler;
import dev.klamm.core.broker.handler.txn.AddOffsetsToTxnHandler;
import dev.klamm.core.broker.handler.txn.AddPartitionsToTxnHandler;
import dev.klamm.core.broker.handler.txn.DescribeTransactionsHandler;
import dev.klamm.core.broker.handler.txn.EndTxnHandler;
import dev.klamm.core.broker.handler.txn.InitProducerIdHandler;
import dev.klamm.core.broker.handler.txn.ListTransactionsHandler;
import dev.klamm.core.broker.handler.txn.TxnOffsetCommitHandler;
import dev.klamm.core.broker.handler.txn.WriteTxnMarkersHandler;
import dev.klamm.core.broker.metrics.BrokerMetrics;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.HandlerTable;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.group.coordinator.GroupCoordinator;
import dev.klamm.core.log.OffsetLookup;
import dev.klamm.core.record.codec.Codecs;
import dev.klamm.core.txn.TransactionCoordinator;
import java.util.ArrayList;
import java.util.List;

/** Puts a broker's handlers together with what they use: the one place to add a handler to. */
final class Services {

  private final BrokerSettings settings;
  private final LiveConfig config;
  private final BrokerIdentity identity;
  private final BrokerRuntime runtime;
  private final Engine engine;
  private final LogStore store;
  private final TopicCatalog catalog;
  private final Durability durability;
  private final FetchSessions fetchSessions;
  private final CoordinatorRuntime<GroupCoordinator> groups;
  private final CoordinatorRuntime<TransactionCoordinator> transactions;
  private final BrokerMetrics metrics;
  private final Codecs codecs = Codecs.load();

  Services(
      BrokerSettings settings,
      LiveConfig config,
      BrokerIdentity identity,
      BrokerRuntime runtime,
      Engine engine,
      EventLoop loop,
      LogStore store,
      TopicCatalog catalog,
      Durability durability,
      BrokerMetrics metrics) {
    this.settings = settings;
    this.config = config;
    this.identity = identity;
    this.runtime = runtime;
    this.engine = engine;
    this.store = store;
    this.catalog = catalog;
    this.durability = durability;
    this.metrics = metrics;
    this.fetchSessions =
        new FetchSessions(settings.fetchSessionSlots(), runtime.clock(), runtime.random());
    this.groups = groups(loop);
    groups.load(store.keyValues());
    this.transactions = transactions(loop);
    transactions.load(store.keyValues());
    catalog.onDeleted((topic, tick) -> metrics.topics().remove(topic.name()));
    catalog.onDeleted(this::topicDeleted);
  }

  private void topicDeleted(Topic topic, Tick tick) {
    groups.run(
        (coordinator, nowMs, effects) -> coordinator.onTopicDeleted(topic.name(), nowMs, effects),
        tick);
    transactions.run(
        (coordinator, nowMs, effects) -> coordinator.onTopicDeleted(topic.name(), nowMs, effects),
        tick);
  }

  private CoordinatorRuntime<TransactionCoordinator> transactions(EventLoop loop) {
    return new CoordinatorRuntime<>(
        new TransactionCoordinator(settings.transactions(), store.epoch()),
        engine,
        loop,
        durability,
        new TransactionEffects(catalog, groups));
  }

  private CoordinatorRuntime<GroupCoordinator> groups(EventLoop loop) {
    GroupCoordinator coordinator =
        new GroupCoordinator(
            settings.groups(),
            new CatalogTopicNames(catalog),
            groupId -> config.groups().terms(groupId, settings.groups().consumer()),
            runtime.random());
    return new CoordinatorRuntime<>(coordinator, engine, loop, durability);
  }

  Codecs codecs() {
    return codecs;
  }

  Durability durability() {
    return durability;
  }

  HandlerTable handlers() {
    List<ApiHandler<?>> all = new ArrayList<>();
    List<ApiHandler<?>> listed = all;
    TransactionGate gate = new TransactionGate(transactions);
    all.add(new ApiVersionsHandler(identity, () -> listed));
    all.add(
        new ProduceHandler(
            catalog, engine, gate, runtime.clock(), durability, codecs, metrics.topics()));
    all.add(new FetchHandler(catalog, fetchSessions, settings.fetchMaxBytes(), metrics));
    all.add(new ListOffsetsHandler(catalog, new OffsetLookup(codecs)));
    all.add(new OffsetForLeaderEpochHandler(catalog));
    all.add(new MetadataHandler(identity, catalog, config::topicDefaults, engine, durability));
    addTopicHandlers(all);
    all.addAll(transactionHandlers(new CoordinatorCalls<>(transactions), gate));
    all.addAll(groupHandlers(new GroupCalls(groups)));
    return new HandlerTable(all);
  }

  private void addTopicHandlers(List<ApiHandler<?>> all) {
    Changes changes = new Changes(engine, durability);
    all.add(new CreateTopicsHandler(identity, catalog, config, changes));
    all.add(new DeleteTopicsHandler(catalog, config, changes));
    all.add(new CreatePartitionsHandler(identity, catalog, changes));
    all.add(new DeleteRecordsHandler(catalog, changes));
    all.add(new DescribeTopicPartitionsHandler(identity, catalog));
    all.add(new DescribeClusterHandler(identity));
    all.add(new DescribeProducersHandler(catalog, changes));
    addConfigHandlers(all, changes);
    addAbsent(all);
  }

  private void addAbsent(List<ApiHandler<?>> all) {
    all.addAll(ReplicaApis.all(identity, catalog, runtime.storage().location()));
    all.add(new DescribeQuorumHandler(identity, store.epoch()));
    all.addAll(ControllerApis.all(identity));
    all.addAll(AclApis.all());
    all.addAll(QuotaApis.all());
    all.addAll(ScramApis.all());
    all.addAll(SaslApis.all());
    all.addAll(DelegationTokenApis.all());
  }

  private void addConfigHandlers(List<ApiHandler<?>> all, Changes changes) {
    ConfigAlterations alterations = new ConfigAlterations(identity, catalog, config);
    all.add(new DescribeConfigsHandler(identity, catalog, config));
    all.add(new AlterConfigsHandler(alterations, changes));
    all.add(new IncrementalAlterConfigsHandler(alterations, changes));
    all.add(new ListConfigResourcesHandler(identity, catalog, config));
    all.add(new DescribeLogDirsHandler(catalog, runtime.storage()));
  }

  private List<ApiHandler<?>> groupHandlers(GroupCalls calls) {
    return List.of(
        new FindCoordinatorHandler(identity),
        new JoinGroupHandler(calls),
        new SyncGroupHandler(calls),
        new HeartbeatHandler(calls),
        new LeaveGroupHandler(calls),
        new OffsetCommitHandler(calls),
        new OffsetFetchHandler(calls),
        new OffsetDeleteHandler(calls),
        new DescribeGroupsHandler(calls),
        new ListGroupsHandler(calls),
        new ConsumerGroupHeartbeatHandler(calls),
        new ConsumerGroupDescribeHandler(calls),
        new DeleteGroupsHandler(calls));
  }

  private List<ApiHandler<?>> transactionHandlers(
      CoordinatorCalls<TransactionCoordinator> calls, TransactionGate gate) {
    return List.of(
        new InitProducerIdHandler(calls),
        new AddPartitionsToTxnHandler(calls, catalog),
        new AddOffsetsToTxnHandler(calls),
        new TxnOffsetCommitHandler(engine, gate, groups, catalog),
        new EndTxnHandler(calls),
        new WriteTxnMarkersHandler(new Changes(engine, durability), catalog),
        new DescribeTransactionsHandler(calls),
        new ListTransactionsHandler(calls));
  }

  /** Ends what runs by timer. On the engine. */
  void stop() {
    transactions.stop();
    groups.stop();
  }
}
