package dev.klamm.core.clean;

import org.jspecify.annotations.Nullable;

/**
 * How a pass ended.
 *
 * @param end one past what is clean now
 * @param recordsRead in all batches up to there
 * @param recordsKept of those
 * @param bytesRead for the keys and for cleaning together
 * @param bytesWritten in what was swapped in
 * @param failure null when it ended well; {@link AbandonedPassException} when there was no point in
 *     going on
 */
public record PassOutcome(
    long end,
    long recordsRead,
    long recordsKept,
    long bytesRead,
    long bytesWritten,
    @Nullable RuntimeException failure) {}
