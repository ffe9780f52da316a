package dev.klamm.core.broker;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.coordinator.CoordinatorRuntime;
import dev.klamm.core.coordinator.Effect;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.log.AppendResult;
import dev.klamm.core.log.Partition;
import dev.klamm.core.txn.TransactionEffect.EndPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends transactions in partitions and groups, within the tick that ends them. On the engine. */
final class TransactionEffects implements CoordinatorRuntime.Surroundings {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionEffects.class);

  private final TopicCatalog catalog;

  TransactionEffects(TopicCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public void carryOut(Effect.Elsewhere effect, Tick tick) {
    if (effect instanceof EndPartition end) {
      endPartition(end, tick);
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
