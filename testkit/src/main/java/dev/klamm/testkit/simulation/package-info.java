/**
 * A world in one thread: every event loop, timer and network link of brokers and clients is an
 * event in one queue, and every choice is drawn from one seed. The same seed gives the same run,
 * event for event.
 *
 * <p>Start reading at {@link dev.klamm.testkit.simulation.Simulation}. Nothing here may be used by
 * more than one thread.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.testkit.simulation;
