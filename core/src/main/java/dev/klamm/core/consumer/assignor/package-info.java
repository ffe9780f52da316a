/**
 * How the leader of a classic consumer group divides partitions among the members: range, round
 * robin, sticky and cooperative sticky, byte-compatible with Kafka's so that groups may be mixed.
 *
 * <p>Start with {@link dev.klamm.core.consumer.assignor.PartitionAssignor}. What goes over the wire
 * is in {@link dev.klamm.core.consumer.assignor.ConsumerProtocol}. Dividing is a pure function of
 * its arguments. An assignor instance belongs to one consumer and is used on its event loop.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.consumer.assignor;
