package dev.klamm.api.record;

/**
 * What a read of a partition gives: the batches at once, or, from a store whose bytes are not at
 * hand, a promise of them.
 *
 * @since 0.1
 */
public sealed interface RecordsRead permits RecordsView, PendingRecords {}
