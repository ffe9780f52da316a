/**
 * For tests that use Klamm: {@code simulation} runs brokers, clients, clock, network and disk in
 * one thread from one seed.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.testkit;
