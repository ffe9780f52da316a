package dev.klamm.server.topic;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.Config;
import dev.klamm.api.admin.ConfigEntry;
import dev.klamm.api.admin.ConfigEntry.ConfigSource;
import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.admin.ListOffsetsResult.ListOffsetsResultInfo;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.admin.TopicDescription;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.TopicPartitionInfo;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Json;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.OutputFormat;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Describes topics: their partitions, what is in them, and what is set for them. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Shows topics with their partitions, offsets and the settings made for them.")
final class TopicDescribe implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "which (default: all)")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--all-configs", description = "shows settings that are defaults as well")
  private boolean allConfigs;

  TopicDescribe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Admin admin = connection.admin()) {
      List<String> names =
          topics.isEmpty()
              ? Outcome.of(admin.listTopics().names()).stream().sorted().toList()
              : topics;
      Map<String, TopicDescription> found =
          new TreeMap<>(Outcome.of(admin.describeTopics(names).allTopicNames()));
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      for (TopicDescription topic : found.values()) {
        Map<String, @Nullable String> configs = configs(admin, topic.name());
        Listing partitions = partitions(admin, topic);
        if (listing.isJson()) {
          objects.add(object(topic, configs, partitions));
        } else {
          print(topic, configs, partitions);
        }
      }
      if (listing.isJson()) {
        Json.print(terminal, objects);
      }
    }
  }

  private Map<String, @Nullable String> configs(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> described =
        Outcome.of(admin.describeConfigs(List.of(resource)).all());
    Map<String, @Nullable String> configs = new TreeMap<>();
    for (Config config : described.values()) {
      for (ConfigEntry entry : config.entries()) {
        if (allConfigs || entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG) {
          configs.put(entry.name(), entry.value());
        }
      }
    }
    return configs;
  }

  private static Listing partitions(Admin admin, TopicDescription topic) {
    Map<TopicPartition, ListOffsetsResultInfo> start = offsets(admin, topic, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> end = offsets(admin, topic, OffsetSpec.latest());
    Listing partitions =
        new Listing("partition", "leader", "replicas", "isr", "startOffset", "endOffset");
    for (TopicPartitionInfo info : topic.partitions()) {
      TopicPartition partition = new TopicPartition(topic.name(), info.partition());
      Node leader = info.leader();
      partitions.add(
          info.partition(),
          leader == null ? null : leader.id(),
          info.replicas().stream().map(Node::id).toList(),
          info.isr().stream().map(Node::id).toList(),
          offset(start, partition),
          offset(end, partition));
    }
    return partitions;
  }

  /** Only of partitions with a leader: the others' would be waited for. */
  private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Admin admin, TopicDescription topic, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked = new LinkedHashMap<>();
    for (TopicPartitionInfo info : topic.partitions()) {
      if (info.leader() != null) {
        asked.put(new TopicPartition(topic.name(), info.partition()), which);
      }
    }
    return Outcome.of(admin.listOffsets(asked).all());
  }

  private static @Nullable Long offset(
      Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
    ListOffsetsResultInfo info = offsets.get(partition);
    return info == null ? null : info.offset();
  }

  private static Map<String, @Nullable Object> object(
      TopicDescription topic, Map<String, @Nullable String> configs, Listing partitions) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("name", topic.name());
    object.put("topicId", topic.topicId());
    object.put("internal", topic.isInternal());
    object.put("configs", configs);
    object.put("partitions", partitions.objects());
    return object;
  }

  private void print(
      TopicDescription topic, Map<String, @Nullable String> configs, Listing partitions) {
    terminal.println("topic " + topic.name() + ", id " + topic.topicId());
    configs.forEach((key, value) -> terminal.println("  " + key + "=" + value));
    partitions.print(terminal, OutputFormat.TEXT);
    terminal.println("");
  }
}
