package dev.klamm.protocol;

import dev.klamm.api.record.RecordsView;
import org.jspecify.annotations.Nullable;

/** Equality of record views by their bytes, for the messages' {@code equals}; may read a file. */
public final class RecordsContent {
  private RecordsContent() {}

  public static boolean isSame(@Nullable RecordsView one, @Nullable RecordsView other) {
    if (one == null || other == null) {
      return one == other;
    }
    return one.sizeInBytes() == other.sizeInBytes() && one.toBuffer().equals(other.toBuffer());
  }

  /** Goes by the size alone, so that no bytes are read. */
  public static int hash(@Nullable RecordsView records) {
    return records == null ? -1 : records.sizeInBytes();
  }
}
