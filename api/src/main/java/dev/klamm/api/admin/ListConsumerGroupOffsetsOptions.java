package dev.klamm.api.admin;

/**
 * Options of {@link Admin#listConsumerGroupOffsets(java.util.Map,
 * ListConsumerGroupOffsetsOptions)}.
 *
 * @since 0.1
 */
public final class ListConsumerGroupOffsetsOptions
    extends AbstractOptions<ListConsumerGroupOffsetsOptions> {
  private boolean requireStable;

  /** Whether to wait for open transactions that hold offsets of the group. */
  public ListConsumerGroupOffsetsOptions requireStable(boolean on) {
    requireStable = on;
    return this;
  }

  public boolean requireStable() {
    return requireStable;
  }
}
