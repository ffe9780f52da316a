package dev.klamm.api.admin;

/**
 * Up to where records of a partition are to be deleted.
 *
 * @param beforeOffset the offset of the first record to keep, or -1 to delete all there are
 * @since 0.1
 */
public record RecordsToDelete(long beforeOffset) {
  /** Deletes the records before this offset; -1 stands for the high watermark. */
  public static RecordsToDelete beforeOffset(long offset) {
    return new RecordsToDelete(offset);
  }
}
