package dev.klamm.api.admin;

/**
 * Options of {@link Admin#listTopics(ListTopicsOptions)}.
 *
 * @since 0.1
 */
public final class ListTopicsOptions extends AbstractOptions<ListTopicsOptions> {
  private boolean listInternal;

  /** Whether to list the topics of the broker itself, too. */
  public ListTopicsOptions listInternal(boolean on) {
    listInternal = on;
    return this;
  }

  public boolean shouldListInternal() {
    return listInternal;
  }
}
