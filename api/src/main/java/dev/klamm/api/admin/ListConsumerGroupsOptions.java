package dev.klamm.api.admin;

import java.util.Set;

/**
 * Options of {@link Admin#listConsumerGroups(ListConsumerGroupsOptions)}.
 *
 * @since 0.1
 */
public final class ListConsumerGroupsOptions extends AbstractOptions<ListConsumerGroupsOptions> {
  private Set<GroupState> groupStates = Set.of();
  private Set<GroupType> types = Set.of();

  /** Lists only groups in these states; none stands for all. */
  public ListConsumerGroupsOptions inGroupStates(Set<GroupState> states) {
    groupStates = Set.copyOf(states);
    return this;
  }

  /** Lists only groups of these kinds; none stands for all. */
  public ListConsumerGroupsOptions withTypes(Set<GroupType> kinds) {
    types = Set.copyOf(kinds);
    return this;
  }

  public Set<GroupState> groupStates() {
    return groupStates;
  }

  public Set<GroupType> types() {
    return types;
  }
}
