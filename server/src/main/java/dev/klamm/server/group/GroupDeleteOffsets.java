package dev.klamm.server.group;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes some of a group's committed offsets. */
@Command(
    name = "delete-offsets",
    mixinStandardHelpOptions = true,
    description = "Deletes a group's committed offsets of topics that it does not read any more.")
final class GroupDeleteOffsets implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "GROUP", description = "which")
  private String group = "";

  @Option(
      names = "--topic",
      required = true,
      paramLabel = "topic[:0,1]",
      description = "a topic, or some of its partitions; may be repeated")
  private List<String> topics = new ArrayList<>();

  GroupDeleteOffsets(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Admin admin = connection.admin()) {
      Offsets offsets = new Offsets(admin);
      Set<TopicPartition> partitions =
          topics.stream()
              .flatMap(each -> offsets.partitions(each).stream())
              .collect(Collectors.toSet());
      Outcome.of(admin.deleteConsumerGroupOffsets(group, partitions).all());
      terminal.println("deleted " + partitions.size() + " offsets of " + group);
    }
  }
}
