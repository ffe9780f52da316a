package dev.klamm.server.group;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.ConsumerGroupDescription;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.MemberAssignment;
import dev.klamm.api.admin.MemberDescription;
import dev.klamm.api.admin.OffsetSpec;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Json;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.OutputFormat;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes groups: who reads what, and how far behind they are. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Shows groups with their members, and for each partition the lag.")
final class GroupDescribe implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Parameters(arity = "1..*", paramLabel = "GROUP", description = "which")
  private List<String> groups = new ArrayList<>();

  GroupDescribe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    try (Admin admin = connection.admin()) {
      Offsets offsets = new Offsets(admin);
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      for (String name : groups) {
        ConsumerGroupDescription group = offsets.group(name);
        Listing partitions = partitions(group, offsets);
        if (listing.isJson()) {
          objects.add(object(group, partitions));
        } else {
          print(group, partitions);
        }
      }
      if (listing.isJson()) {
        Json.print(terminal, objects);
      }
    }
  }

  private static Listing partitions(ConsumerGroupDescription group, Offsets offsets) {
    Map<TopicPartition, OffsetAndMetadata> committed = offsets.committed(group.groupId());
    Map<TopicPartition, MemberDescription> owners = new HashMap<>();
    for (MemberDescription member : group.members()) {
      member.assignment().topicPartitions().forEach(each -> owners.put(each, member));
    }
    Set<TopicPartition> all = new TreeSet<>(Offsets.IN_ORDER);
    all.addAll(committed.keySet());
    all.addAll(owners.keySet());
    Map<TopicPartition, Long> ends = offsets.of(all, OffsetSpec.latest());
    Listing partitions =
        new Listing(
            "topic", "partition", "committed", "end", "lag", "memberId", "clientId", "host");
    for (TopicPartition each : all) {
      OffsetAndMetadata offset = committed.get(each);
      Long end = ends.get(each);
      MemberDescription owner = owners.get(each);
      partitions.add(
          each.topic(),
          each.partition(),
          offset == null ? null : offset.offset(),
          end,
          offset == null || end == null ? null : Math.max(0, end - offset.offset()),
          owner == null ? null : owner.consumerId(),
          owner == null ? null : owner.clientId(),
          owner == null ? null : owner.host());
    }
    return partitions;
  }

  private static Listing members(ConsumerGroupDescription group) {
    Listing members =
        new Listing(
            "memberId", "clientId", "host", "instanceId", "epoch", "partitions", "target", "rack");
    for (MemberDescription member : group.members()) {
      members.add(
          member.consumerId(),
          member.clientId(),
          member.host(),
          member.groupInstanceId().orElse(null),
          member.memberEpoch().orElse(null),
          partitions(member.assignment()),
          member.targetAssignment().map(GroupDescribe::partitions).orElse(null),
          member.rackId().orElse(null));
    }
    return members;
  }

  /** As in {@code orders-0,1 payments-3}. */
  private static String partitions(MemberAssignment assignment) {
    Map<String, Set<Integer>> topics = new TreeMap<>();
    for (TopicPartition each : assignment.topicPartitions()) {
      topics.computeIfAbsent(each.topic(), topic -> new TreeSet<>()).add(each.partition());
    }
    List<String> texts = new ArrayList<>();
    topics.forEach(
        (topic, numbers) ->
            texts.add(
                topic
                    + "-"
                    + numbers.stream().map(String::valueOf).collect(Collectors.joining(","))));
    return texts.isEmpty() ? "-" : String.join(" ", texts);
  }

  private static Map<String, @Nullable Object> object(
      ConsumerGroupDescription group, Listing partitions) {
    Node coordinator = group.coordinator();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("group", group.groupId());
    object.put("state", group.groupState());
    object.put("type", group.type());
    object.put("groupEpoch", group.groupEpoch().orElse(null));
    object.put("targetEpoch", group.targetAssignmentEpoch().orElse(null));
    object.put("assignor", group.partitionAssignor());
    object.put("coordinator", coordinator == null ? null : coordinator.id());
    object.put("members", members(group).objects());
    object.put("partitions", partitions.objects());
    return object;
  }

  private void print(ConsumerGroupDescription group, Listing partitions) {
    Node coordinator = group.coordinator();
    terminal.println(
        "group "
            + group.groupId()
            + ", "
            + group.groupState()
            + ", members: "
            + group.members().size()
            + (group.partitionAssignor().isEmpty() ? "" : ", " + group.partitionAssignor())
            + ", "
            + group.type().toString().toLowerCase(Locale.ROOT)
            + group.groupEpoch().map(epoch -> ", epoch " + epoch).orElse("")
            + (coordinator == null ? "" : ", coordinator " + coordinator.id()));
    boolean inEpochs = group.type() == GroupType.CONSUMER;
    if ((partitions.isEmpty() || inEpochs) && !group.members().isEmpty()) {
      members(group).print(terminal, OutputFormat.TEXT);
    }
    if (!partitions.isEmpty()) {
      partitions.print(terminal, OutputFormat.TEXT);
    }
    terminal.println("");
  }
}
