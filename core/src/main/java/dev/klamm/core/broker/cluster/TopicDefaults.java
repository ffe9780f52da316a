package dev.klamm.core.broker.cluster;

/**
 * How topics are made.
 *
 * @param partitions of a topic created without a number
 * @param autoCreate whether asking for an unknown topic creates it
 * @param settings what holds for a topic without configuration of its own
 */
public record TopicDefaults(int partitions, boolean autoCreate, TopicSettings settings) {}
