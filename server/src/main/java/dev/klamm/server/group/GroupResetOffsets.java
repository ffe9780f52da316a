package dev.klamm.server.group;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.GroupIdNotFoundException;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves a group's committed offsets, or shows what that would do. */
@Command(
    name = "reset-offsets",
    aliases = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Moves the committed offsets of a group without members.",
      "Shows what would change, and changes it with --execute only."
    })
final class GroupResetOffsets implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(paramLabel = "GROUP", description = "which")
  private String group = "";

  @ArgGroup(exclusive = true, multiplicity = "1")
  private ResetTarget target = new ResetTarget();

  @Option(
      names = "--topic",
      paramLabel = "topic[:0,1]",
      description = "a topic, or some of its partitions; may be repeated")
  private List<String> topics = new ArrayList<>();

  @Option(names = "--all-topics", description = "all topics for which the group has offsets")
  private boolean allTopics;

  @Option(names = "--dry-run", description = "changes nothing (as it is by default)")
  private boolean dryRun;

  @Option(names = "--execute", description = "makes the changes")
  private boolean execute;

  GroupResetOffsets(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (topics.isEmpty() != allTopics) {
      throw new IllegalArgumentException("give either --topic or --all-topics");
    }
    if (dryRun && execute) {
      throw new IllegalArgumentException("--dry-run and --execute exclude one another");
    }
    try (Admin admin = connection.admin()) {
      Offsets offsets = new Offsets(admin);
      Map<TopicPartition, OffsetAndMetadata> committed = committed(offsets);
      Map<TopicPartition, Long> wanted =
          target.resolve(offsets, partitions(offsets, committed), committed);
      if (execute) {
        requireNoMembers(offsets);
        Map<TopicPartition, OffsetAndMetadata> changes = new TreeMap<>(Offsets.IN_ORDER);
        wanted.forEach(
            (partition, offset) -> changes.put(partition, new OffsetAndMetadata(offset)));
        Outcome.of(admin.alterConsumerGroupOffsets(group, changes).all());
      }
      show(committed, wanted);
    }
    if (!execute) {
      terminal.err().println("klamm: nothing is changed yet, --execute does it");
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Offsets offsets) {
    try {
      return offsets.committed(group);
    } catch (GroupIdNotFoundException e) {
      // A reset may be the first that is heard of a group.
      return Map.of();
    }
  }

  private Collection<TopicPartition> partitions(
      Offsets offsets, Map<TopicPartition, OffsetAndMetadata> committed) {
    if (!allTopics) {
      return topics.stream().flatMap(each -> offsets.partitions(each).stream()).toList();
    }
    if (committed.isEmpty()) {
      throw new CommandFailure("group '" + group + "' has no committed offsets: name a --topic");
    }
    return committed.keySet();
  }

  private void requireNoMembers(Offsets offsets) {
    offsets
        .find(group)
        .filter(found -> !found.members().isEmpty())
        .ifPresent(
            found -> {
              throw new CommandFailure(
                  "group '"
                      + group
                      + "' is "
                      + found.groupState()
                      + " with "
                      + found.members().size()
                      + " members, which would go on from where they are: stop them first");
            });
  }

  private void show(
      Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> wanted) {
    Listing changes = new Listing("topic", "partition", "oldOffset", "newOffset");
    Map<TopicPartition, Long> inOrder = new TreeMap<>(Offsets.IN_ORDER);
    inOrder.putAll(wanted);
    inOrder.forEach(
        (partition, offset) -> {
          OffsetAndMetadata old = committed.get(partition);
          changes.add(
              partition.topic(), partition.partition(), old == null ? null : old.offset(), offset);
        });
    changes.print(terminal, listing.format());
  }
}
