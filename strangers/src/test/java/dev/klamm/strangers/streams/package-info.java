/** Apache Kafka Streams against a broker: topologies, their internal topics, and their state. */
@NullMarked
package dev.klamm.strangers.streams;

import org.jspecify.annotations.NullMarked;
