package dev.klamm.core.log;

/**
 * What a partition remembers of an idempotent producer, to be shown.
 *
 * @param lastSequence -1 for none since its epoch began
 * @param coordinatorEpoch of the coordinator that ended its last transaction, or -1
 * @param transactionStart the first offset of its open transaction, or -1
 */
public record ActiveProducer(
    long id,
    short epoch,
    int lastSequence,
    long lastTimestamp,
    int coordinatorEpoch,
    long transactionStart) {}
