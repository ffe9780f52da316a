/**
 * The nouns of a cluster: brokers, topics, partitions and the ids they go by.
 *
 * <p>Every type here is an immutable value, so any thread may use it. The package rests on nothing
 * but the JDK. Start with {@link dev.klamm.api.cluster.TopicPartition}, then {@link
 * dev.klamm.api.cluster.Cluster}.
 */
@NullMarked
package dev.klamm.api.cluster;

import org.jspecify.annotations.NullMarked;
