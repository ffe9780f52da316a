package dev.klamm.core.broker;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.coordinator.Effect;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.group.coordinator.GroupCoordinator;
import dev.klamm.core.log.AppendResult;
import dev.klamm.core.log.Partition;
import dev.klamm.core.txn.TransactionEffect.EndOffsets;
import dev.klamm.core.txn.TransactionEffect.EndPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends transactions in partitions and groups, within the tick that ends them. On the engine. */
final class TransactionEffects implements CoordinatorRuntime.Surroundings {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionEffects.class);

  private final TopicCatalog catalog;
  private final CoordinatorRuntime<GroupCoordinator> groups;

  TransactionEffects(TopicCatalog catalog, CoordinatorRuntime<GroupCoordinator> groups) {
    this.catalog = catalog;
    this.groups = groups;
  }

  @Override
  public void carryOut(Effect.Elsewhere effect, Tick tick) {
    if (effect instanceof EndPartition end) {
      endPartition(end, tick);
    } else if (effect instanceof EndOffsets end) {
      groups.run(
          (coordinator, nowMs, effects) ->
              coordinator.endTransaction(
                  end.groupId(), end.producerId(), end.committed(), nowMs, effects),
          tick);
    }
  }

  private void endPartition(EndPartition end, Tick tick) {
    Partition partition =
        catalog.image().partition(end.partition().topic(), end.partition().partition());
    if (partition == null) {
      return;
    }
    AppendResult result = partition.endTransaction(tick, end.end());
    if (result.error() != KafkaError.NONE) {
      LOG.error("No marker in {} for {}: {}", partition, end.end(), result.message());
    }
  }
}
