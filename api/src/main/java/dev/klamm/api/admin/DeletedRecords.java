package dev.klamm.api.admin;

/**
 * What is left after records were deleted.
 *
 * @param lowWatermark the offset of the first record that the partition still has
 * @since 0.1
 */
public record DeletedRecords(long lowWatermark) {}
