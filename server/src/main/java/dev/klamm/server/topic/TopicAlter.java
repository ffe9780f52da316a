package dev.klamm.server.topic;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.AlterConfigOp;
import dev.klamm.api.admin.AlterConfigOp.OpType;
import dev.klamm.api.admin.ConfigEntry;
import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.admin.NewPartitions;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a topic's settings and gives it more partitions. */
@Command(
    name = "alter",
    mixinStandardHelpOptions = true,
    description = "Changes a topic's settings, or gives it more partitions; never fewer.")
final class TopicAlter implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "TOPIC", description = "which")
  private String topic = "";

  @Option(names = "--partitions", paramLabel = "N", description = "how many it shall have")
  private @Nullable Integer partitions;

  @Option(
      names = "--config",
      paramLabel = "key=value",
      description = "a setting to make; may be repeated")
  private Map<String, String> configs = new LinkedHashMap<>();

  @Option(
      names = "--delete-config",
      paramLabel = "key",
      split = ",",
      description = "a setting to take back, so that the default holds; may be repeated")
  private List<String> deletedConfigs = new ArrayList<>();

  TopicAlter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (partitions == null && configs.isEmpty() && deletedConfigs.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to change: give --partitions, --config or --delete-config");
    }
    try (Admin admin = connection.admin()) {
      if (!configs.isEmpty() || !deletedConfigs.isEmpty()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Outcome.of(admin.incrementalAlterConfigs(Map.of(resource, changes())).all());
        terminal.println("changed the settings of " + topic);
      }
      if (partitions != null) {
        NewPartitions more = NewPartitions.increaseTo(partitions);
        Outcome.of(admin.createPartitions(Map.of(topic, more)).all());
        terminal.println(topic + " has now " + partitions + " partitions");
      }
    }
  }

  private List<AlterConfigOp> changes() {
    List<AlterConfigOp> changes = new ArrayList<>();
    configs.forEach(
        (key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
    deletedConfigs.forEach(
        key -> changes.add(new AlterConfigOp(new ConfigEntry(key, null), OpType.DELETE)));
    return changes;
  }
}
