package dev.klamm.api.record;

import java.util.concurrent.CompletionStage;

/**
 * Batches that are on their way from a distant store.
 *
 * @param view completes with the batches, on any thread, or fails with a {@code StorageException};
 *     whoever asked closes the view
 * @since 0.1
 */
public record PendingRecords(CompletionStage<RecordsView> view) implements RecordsRead {}
