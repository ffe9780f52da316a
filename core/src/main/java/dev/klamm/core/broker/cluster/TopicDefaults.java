package dev.klamm.core.broker.cluster;

/**
 * How topics are made.
 *
 * @param partitions of a topic created without a number
 * @param autoCreate whether asking for an unknown topic creates it
 */
public record TopicDefaults(int partitions, boolean autoCreate) {}
