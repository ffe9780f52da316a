/**
 * Klamm beside genuine Apache Kafka: starts both as processes, has the same clients work on them in
 * turns, and prints what each took. Rests on the JDK and kafka-clients' admin client; what it
 * measures runs in processes of its own. One thread. Start reading at {@link
 * dev.klamm.bench.compare.Compare}; the rows of the table and their targets are in {@link
 * dev.klamm.bench.compare.Measure}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.bench.compare;
