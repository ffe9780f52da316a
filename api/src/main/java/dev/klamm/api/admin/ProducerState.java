package dev.klamm.api.admin;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a partition knows of a producer that wrote to it.
 *
 * @param producerId the producer
 * @param producerEpoch which start of it
 * @param lastSequence the number of its last record here, or -1 if it has written none
 * @param lastTimestamp when it wrote last, in milliseconds since 1970, or -1
 * @param coordinatorEpoch the coordinator's epoch in its last marker; empty if there is none
 * @param currentTransactionStartOffset where its open transaction begins; empty if none is open
 * @since 0.1
 */
public record ProducerState(
    long producerId,
    int producerEpoch,
    int lastSequence,
    long lastTimestamp,
    OptionalInt coordinatorEpoch,
    OptionalLong currentTransactionStartOffset) {}
