package dev.klamm.api.admin;

import java.util.Set;

/**
 * Options of {@link Admin#listGroups(ListGroupsOptions)}.
 *
 * @since 0.1
 */
public final class ListGroupsOptions extends AbstractOptions<ListGroupsOptions> {
  private Set<GroupState> groupStates = Set.of();
  private Set<GroupType> types = Set.of();

  /** Lists only groups in these states; none stands for all. */
  public ListGroupsOptions inGroupStates(Set<GroupState> states) {
    groupStates = Set.copyOf(states);
    return this;
  }

  /** Lists only groups of these kinds; none stands for all. */
  public ListGroupsOptions withTypes(Set<GroupType> kinds) {
    types = Set.copyOf(kinds);
    return this;
  }

  public Set<GroupState> groupStates() {
    return groupStates;
  }

  public Set<GroupType> types() {
    return types;
  }

  private Set<String> protocolTypes = Set.of();

  /** Options that list consumer groups only, those that just keep offsets included. */
  public static ListGroupsOptions forConsumerGroups() {
    return new ListGroupsOptions()
        .withTypes(Set.of(GroupType.CLASSIC, GroupType.CONSUMER))
        .withProtocolTypes(Set.of("", "consumer"));
  }

  /** Lists only groups whose members have one of these in common; none stands for all. */
  public ListGroupsOptions withProtocolTypes(Set<String> protocols) {
    protocolTypes = Set.copyOf(protocols);
    return this;
  }

  public Set<String> protocolTypes() {
    return protocolTypes;
  }
}
