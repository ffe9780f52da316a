/**
 * What others have written for Apache Kafka, run against Klamm: the stock Java clients, Kafka
 * Streams, Kafka's own commands, librdkafka, clients for Node.js, and bytes no client would send.
 *
 * <p>Each class of tests names its {@link dev.klamm.strangers.Stranger}. {@link
 * dev.klamm.strangers.CaseRecorder} listens to what passes, and {@link
 * dev.klamm.strangers.CompatibilityPage} makes {@code docs/COMPATIBILITY.md} of it. A {@link
 * dev.klamm.strangers.Node} is what the strangers talk to: one of ours, or whatever listens at the
 * address of the system property {@code strangers.bootstrap}, to see what genuine Kafka says.
 *
 * <p>Tests of one JVM run one after the other.
 */
@NullMarked
package dev.klamm.strangers;

import org.jspecify.annotations.NullMarked;
