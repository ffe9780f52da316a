package dev.klamm.core.log;

/** What a partition remembers of an idempotent producer, to be shown. */
public record ActiveProducer(long id, short epoch, int lastSequence, long lastTimestamp) {}
