package dev.klamm.server.group;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.GroupListing;
import dev.klamm.api.admin.GroupState;
import dev.klamm.api.admin.GroupType;
import dev.klamm.api.admin.ListGroupsOptions;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Listing;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Terminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists groups. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the groups with their states.")
final class GroupList implements Runnable {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = "--state",
      paramLabel = "state",
      split = ",",
      description = "only groups in this state, for example Stable or Empty; may be repeated")
  private List<String> states = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "type",
      split = ",",
      description = "only groups of this type, for example Classic or Consumer; may be repeated")
  private List<String> types = new ArrayList<>();

  GroupList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ListGroupsOptions options =
        new ListGroupsOptions().inGroupStates(wanted()).withTypes(wantedTypes());
    Listing groups = new Listing("group", "state", "type", "protocol");
    try (Admin admin = connection.admin()) {
      Outcome.of(admin.listGroups(options).all()).stream()
          .sorted(Comparator.comparing(GroupListing::groupId))
          .forEach(
              group ->
                  groups.add(
                      group.groupId(),
                      group.groupState().orElse(GroupState.UNKNOWN),
                      group.type().map(Object::toString).orElse(null),
                      group.protocol()));
    }
    groups.print(terminal, listing.format());
  }

  private Set<GroupType> wantedTypes() {
    Set<GroupType> wanted = new LinkedHashSet<>();
    for (String type : types) {
      GroupType found = GroupType.parse(type);
      if (found == GroupType.UNKNOWN) {
        throw new IllegalArgumentException(
            "--type is '" + type + "', it must be one of " + List.of(GroupType.values()));
      }
      wanted.add(found);
    }
    return wanted;
  }

  private Set<GroupState> wanted() {
    Set<GroupState> wanted = new LinkedHashSet<>();
    for (String state : states) {
      GroupState found = GroupState.parse(state);
      if (found == GroupState.UNKNOWN) {
        throw new IllegalArgumentException(
            "--state is '" + state + "', it must be one of " + List.of(GroupState.values()));
      }
      wanted.add(found);
    }
    return wanted;
  }
}
