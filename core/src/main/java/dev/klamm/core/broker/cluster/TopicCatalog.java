package dev.klamm.core.broker.cluster;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogId;
import dev.klamm.api.storage.LogStore;
import dev.klamm.core.broker.cluster.BrokerKeys.StoredTopic;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.log.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The topics: created, grown, configured and deleted on the engine, and published as a {@link
 * ClusterImage} for everybody to read.
 *
 * <p>A change shows in the image at once and is durable with the tick's commit; answers wait for
 * that.
 */
public final class TopicCatalog {

  private final LogStore store;
  private final Durability durability;
  private final RandomGenerator random;
  private volatile Function<Map<String, String>, TopicSettings> settings;
  private final List<DeletionListener> deletionListeners = new ArrayList<>();
  private volatile ClusterImage image = ClusterImage.EMPTY;

  /**
   * @param durability what the partitions' high watermarks wait for
   * @param settings turns a topic's overrides into what holds for it
   */
  public TopicCatalog(
      LogStore store,
      Durability durability,
      RandomGenerator random,
      Function<Map<String, String>, TopicSettings> settings) {
    this.store = store;
    this.durability = durability;
    this.random = random;
    this.settings = settings;
  }

  /** Told of each topic that is deleted, within the tick that does it. */
  @FunctionalInterface
  public interface DeletionListener {
    void deleted(Topic topic, Tick tick);
  }

  /** Adds a listener; before the engine runs. */
  public void onDeleted(DeletionListener listener) {
    deletionListeners.add(listener);
  }

  /** The topics as of now. Any thread. */
  public ClusterImage image() {
    return image;
  }

  /**
   * Reads all topics from the store and rebuilds their partitions' state. Before the engine runs.
   */
  public void recover() {
    List<Topic> topics = new ArrayList<>();
    store
        .keyValues()
        .scan(
            BrokerKeys.TOPICS,
            BrokerKeys.TOPICS_END,
            (key, value) -> topics.add(recovered(StoredTopic.read(key, value))));
    image = ClusterImage.EMPTY.with(topics, List.of());
  }

  private Topic recovered(StoredTopic stored) {
    Topic topic = open(stored, List.of());
    topic.partitions().forEach(partition -> partition.recover(store.keyValues()));
    return topic;
  }

  /** A topic to be created. The name is valid and free, the configuration valid. */
  public record Creation(String name, int partitions, Map<String, String> overrides) {}

  /** Creates topics. */
  public List<Topic> create(Tick tick, List<Creation> creations) {
    List<Topic> created = new ArrayList<>(creations.size());
    for (Creation creation : creations) {
      StoredTopic stored =
          new StoredTopic(
              creation.name(), newTopicId(), creation.partitions(), creation.overrides());
      tick.batch().put(stored.key(), stored.value());
      created.add(open(stored, List.of()));
    }
    image = image.with(created, List.of());
    return created;
  }

  /** Adds partitions to topics. The numbers are the new totals and larger than today's. */
  public void grow(Tick tick, Map<Topic, Integer> totals) {
    List<Topic> grown = new ArrayList<>(totals.size());
    totals.forEach(
        (topic, total) -> {
          StoredTopic stored = new StoredTopic(topic.name(), topic.id(), total, topic.overrides());
          tick.batch().put(stored.key(), stored.value());
          grown.add(open(stored, topic.partitions()));
        });
    image = image.with(grown, List.of());
  }

  /** Sets a topic's overrides, all of them. */
  public void configure(Tick tick, Topic topic, Map<String, String> overrides) {
    StoredTopic stored =
        new StoredTopic(topic.name(), topic.id(), topic.partitions().size(), overrides);
    tick.batch().put(stored.key(), stored.value());
    image = image.with(List.of(open(stored, topic.partitions())), List.of());
  }

  /** Deletes topics with all their records. */
  public void delete(Tick tick, Collection<Topic> topics) {
    List<String> names = new ArrayList<>(topics.size());
    for (Topic topic : topics) {
      tick.batch().delete(BrokerKeys.topic(topic.name()));
      topic.partitions().forEach(partition -> partition.drop(tick));
      names.add(topic.name());
    }
    image = image.with(List.of(), names);
    for (Topic topic : topics) {
      deletionListeners.forEach(listener -> listener.deleted(topic, tick));
    }
  }

  /** Takes new defaults for all topics. */
  public void defaults(Function<Map<String, String>, TopicSettings> newSettings) {
    settings = newSettings;
    List<Topic> all = new ArrayList<>();
    for (Topic topic : image.topics()) {
      all.add(
          new Topic(
              topic.name(),
              topic.id(),
              topic.partitions(),
              topic.overrides(),
              newSettings.apply(topic.overrides())));
    }
    image = image.with(all, List.of());
  }

  private Topic open(StoredTopic stored, List<Partition> existing) {
    List<Partition> partitions = new ArrayList<>(existing);
    for (int p = existing.size(); p < stored.partitions(); p++) {
      partitions.add(
          new Partition(
              new TopicPartition(stored.name(), p),
              store.log(new LogId(stored.id(), p)),
              store.epoch(),
              durability));
    }
    return new Topic(
        stored.name(),
        stored.id(),
        partitions,
        stored.overrides(),
        settings.apply(stored.overrides()));
  }

  /**
   * A random id, as Kafka's are: never zero and never with a dash in front, which command lines
   * would take for an option.
   */
  private Uuid newTopicId() {
    Uuid id = new Uuid(random.nextLong(), random.nextLong());
    return id.equals(Uuid.ZERO) || id.toString().startsWith("-") || image.topic(id) != null
        ? newTopicId()
        : id;
  }
}
