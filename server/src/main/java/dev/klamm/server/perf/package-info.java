/**
 * The {@code klamm perf} commands: how many records a cluster takes and gives, and how long each
 * takes.
 *
 * <p>The command's thread sends or polls and reports; the producer's thread records latencies.
 * Start reading at {@link dev.klamm.server.perf.PerfProduce}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.perf;
