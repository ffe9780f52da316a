package dev.klamm.core.broker.handler;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.cluster.AuthorizedOperations;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.cluster.TopicDefaults;
import dev.klamm.core.broker.cluster.TopicName;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.klamm.protocol.message.MetadataResponse;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseBroker;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponsePartition;
import dev.klamm.protocol.message.MetadataResponse.MetadataResponseTopic;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metadata, key 3, versions 0 to 13: the cluster and its topics.
 *
 * <ul>
 *   <li>v0: an empty list asks for all topics; from v1 on null does, and an empty list for none.
 *   <li>v4: the client may forbid topics to be created by asking for them.
 *   <li>v8 (KIP-430): authorized operations; without ACLs all of them.
 *   <li>v10-12 (KIP-516): topic ids, and asking by id.
 *   <li>v13 (KIP-1102): an error for the whole answer, which this broker never needs.
 * </ul>
 *
 * A topic that is created by asking for it is in the answer at once, so that clients need not ask
 * again. One whose name differs from another's only in '.' and '_' is not created, and stays
 * unknown, as in Kafka.
 */
public final class MetadataHandler implements ApiHandler<MetadataRequest> {

  /** Kafka gave ids to answers in v10 and to questions in v12. */
  private static final short FIRST_BY_ID = 12;

  private final BrokerIdentity identity;
  private final TopicCatalog catalog;
  private final Supplier<TopicDefaults> defaults;
  private final Engine engine;
  private final Durability durability;

  public MetadataHandler(
      BrokerIdentity identity,
      TopicCatalog catalog,
      Supplier<TopicDefaults> defaults,
      Engine engine,
      Durability durability) {
    this.identity = identity;
    this.catalog = catalog;
    this.defaults = defaults;
    this.engine = engine;
    this.durability = durability;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.METADATA;
  }

  @Override
  public void handle(MetadataRequest message, Request request) {
    if (request.version() < FIRST_BY_ID && asksById(message)) {
      request.respond(refuse(message));
      return;
    }
    Set<String> missing = missing(message);
    if (missing.isEmpty()) {
      request.respond(answer(message, request));
    } else {
      createAndAnswer(missing, message, request);
    }
  }

  private static boolean asksById(MetadataRequest message) {
    List<MetadataRequestTopic> topics = message.topics();
    return topics != null
        && topics.stream()
            .anyMatch(topic -> topic.name() == null || !topic.topicId().equals(Uuid.ZERO));
  }

  private static MetadataResponse refuse(MetadataRequest message) {
    List<MetadataResponseTopic> refused = new ArrayList<>();
    for (MetadataRequestTopic topic : Objects.requireNonNull(message.topics())) {
      String name = Objects.requireNonNullElse(topic.name(), "");
      refused.add(error(name, topic.topicId(), KafkaError.INVALID_REQUEST));
    }
    return new MetadataResponse().topics(refused);
  }

  /** The topics asked for that are to be created. */
  private Set<String> missing(MetadataRequest message) {
    List<MetadataRequestTopic> topics = message.topics();
    if (topics == null || !message.allowAutoTopicCreation() || !defaults.get().autoCreate()) {
      return Set.of();
    }
    Set<String> missing = new LinkedHashSet<>();
    for (MetadataRequestTopic topic : topics) {
      String name = topic.name();
      if (name != null
          && TopicName.refusal(name) == null
          && catalog.image().topic(name) == null
          && !collides(name, catalog.image(), missing)) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** Whether a name differs only in '.' and '_' from one that is there or about to be. */
  private static boolean collides(String name, ClusterImage image, Set<String> alsoNew) {
    return TopicName.canCollide(name)
        && (image.topics().stream().anyMatch(topic -> TopicName.collide(name, topic.name()))
            || alsoNew.stream()
                .anyMatch(other -> !other.equals(name) && TopicName.collide(name, other)));
  }

  private void createAndAnswer(Set<String> names, MetadataRequest message, Request request) {
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            List<TopicCatalog.Creation> creations = new ArrayList<>();
            for (String name : names) {
              ClusterImage now = catalog.image();
              if (now.topic(name) == null && !collides(name, now, Set.of())) {
                creations.add(
                    new TopicCatalog.Creation(name, defaults.get().partitions(), Map.of()));
              }
            }
            catalog.create(tick, creations);
            tick.whenDurable(durability, failure -> request.respond(answer(message, request)));
          }

          @Override
          public void refuse(RuntimeException cause) {
            request.respond(answer(message, request));
          }
        });
  }

  private MetadataResponse answer(MetadataRequest message, Request request) {
    Endpoint address = request.advertisedAddress();
    MetadataResponse response =
        new MetadataResponse()
            .clusterId(identity.clusterId())
            .controllerId(identity.nodeId())
            .brokers(
                List.of(
                    new MetadataResponseBroker()
                        .nodeId(identity.nodeId())
                        .host(address.host())
                        .port(address.port())
                        .rack(identity.rack())))
            .topics(topics(message, request.version()));
    // Versions 8 to 10 carry the cluster's operations; later DescribeCluster does.
    if (message.includeClusterAuthorizedOperations()) {
      response.clusterAuthorizedOperations(AuthorizedOperations.CLUSTER);
    }
    return response;
  }

  private List<MetadataResponseTopic> topics(MetadataRequest message, short version) {
    ClusterImage image = catalog.image();
    List<MetadataRequestTopic> asked = message.topics();
    List<MetadataResponseTopic> answers = new ArrayList<>();
    boolean operations = message.includeTopicAuthorizedOperations();
    if (asked == null || (version == 0 && asked.isEmpty())) {
      image.topics().forEach(topic -> answers.add(describe(topic, operations)));
      return answers;
    }
    for (MetadataRequestTopic topic : asked) {
      answers.add(describe(topic, image, operations));
    }
    return answers;
  }

  private MetadataResponseTopic describe(
      MetadataRequestTopic asked, ClusterImage image, boolean operations) {
    String name = asked.name();
    // Kafka's Admin leaves the name empty rather than null.
    if (name == null || !asked.topicId().equals(Uuid.ZERO)) {
      Topic byId = image.topic(asked.topicId());
      return byId == null
          ? error(null, asked.topicId(), KafkaError.UNKNOWN_TOPIC_ID)
          : describe(byId, operations);
    }
    Topic byName = image.topic(name);
    if (byName != null) {
      return describe(byName, operations);
    }
    return error(
        name,
        Uuid.ZERO,
        TopicName.refusal(name) == null
            ? KafkaError.UNKNOWN_TOPIC_OR_PARTITION
            : KafkaError.INVALID_TOPIC_EXCEPTION);
  }

  private static MetadataResponseTopic error(@Nullable String name, Uuid id, KafkaError error) {
    return new MetadataResponseTopic().name(name).topicId(id).errorCode(error.code());
  }

  private MetadataResponseTopic describe(Topic topic, boolean operations) {
    List<MetadataResponsePartition> partitions = new ArrayList<>(topic.partitions().size());
    List<Integer> me = List.of(identity.nodeId());
    for (Partition partition : topic.partitions()) {
      partitions.add(
          new MetadataResponsePartition()
              .partitionIndex(partition.name().partition())
              .leaderId(identity.nodeId())
              .leaderEpoch(partition.leaderEpoch())
              .replicaNodes(me)
              .isrNodes(me));
    }
    MetadataResponseTopic answer =
        new MetadataResponseTopic()
            .name(topic.name())
            .topicId(topic.id())
            .isInternal(topic.isInternal())
            .partitions(partitions);
    return operations ? answer.topicAuthorizedOperations(AuthorizedOperations.TOPIC) : answer;
  }
}
