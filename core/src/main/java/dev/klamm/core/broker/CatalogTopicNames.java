package dev.klamm.core.broker;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.group.TopicNames;
import org.jspecify.annotations.Nullable;

/** The catalog, as groups look at it. */
final class CatalogTopicNames implements TopicNames {

  private final TopicCatalog catalog;

  CatalogTopicNames(TopicCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public @Nullable String nameOf(Uuid topicId) {
    Topic topic = catalog.image().topic(topicId);
    return topic == null ? null : topic.name();
  }

  @Override
  public @Nullable Uuid idOf(String topic) {
    Topic found = catalog.image().topic(topic);
    return found == null ? null : found.id();
  }

  @Override
  public boolean hasPartition(String topic, int partition) {
    return catalog.image().partition(topic, partition) != null;
  }

  @Override
  public int partitionCount(String topic) {
    Topic found = catalog.image().topic(topic);
    return found == null ? 0 : found.partitions().size();
  }

  @Override
  public Iterable<String> names() {
    return catalog.image().topics().stream().map(Topic::name)::iterator;
  }

  @Override
  public Object version() {
    return catalog.image();
  }
}
