/**
 * Benchmarks by JMH, one class for each part whose cost we make claims about. They rest on anything
 * and nothing rests on them. Each runs on one thread, on state of its own. Start reading at {@link
 * dev.klamm.bench.EngineBenchmark}; how to run them is in {@code bench/README.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.bench;
