package dev.klamm.api.admin;

import dev.klamm.api.consumer.IsolationLevel;

/**
 * Options of {@link Admin#listOffsets(java.util.Map, ListOffsetsOptions)}.
 *
 * @since 0.1
 */
public final class ListOffsetsOptions extends AbstractOptions<ListOffsetsOptions> {
  private final IsolationLevel isolationLevel;

  public ListOffsetsOptions() {
    this(IsolationLevel.READ_UNCOMMITTED);
  }

  /** Says whether the latest offset is the high watermark or the last stable offset. */
  public ListOffsetsOptions(IsolationLevel isolationLevel) {
    this.isolationLevel = isolationLevel;
  }

  public IsolationLevel isolationLevel() {
    return isolationLevel;
  }
}
