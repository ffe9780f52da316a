/**
 * What the cluster consists of: topics and their settings, the broker itself, producer ids.
 *
 * <p>{@link dev.klamm.core.broker.cluster.TopicCatalog} changes it, on the engine; {@link
 * dev.klamm.core.broker.cluster.ClusterImage} is what any thread reads.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.cluster;
