/**
 * Benchmarks, one class per claim, by JMH. Run {@code org.openjdk.jmh.Main} with the class path of
 * this module and the name of a benchmark as argument.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.bench;
