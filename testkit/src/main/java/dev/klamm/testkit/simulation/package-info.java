/**
 * A world in one thread: every event loop, timer, network link and disk of brokers and clients is
 * an event in one queue, and every choice is drawn from one seed. The same seed gives the same run,
 * event for event.
 *
 * <pre>
 *   Simulation            time, chance, and the queue of events
 *     SimulatedNetwork    connections that are delayed, cut, half-closed, dropped, isolated
 *     SimulatedDisk       commits that survive a crash or not, syncs that are slow or fail
 *     SimulatedBroker     a real broker on both, which crashes and comes back, and is watched
 *     newClient(name)     what our real clients are made with
 * </pre>
 *
 * <p>Your own application can be part of it, as far as it takes its clients from outside:
 *
 * <pre>{@code
 * Simulation simulation = new Simulation(seed);
 * SimulatedNetwork network = new SimulatedNetwork(simulation);
 * SimulatedBroker broker =
 *     new SimulatedBroker(simulation, network, new SimulatedDisk(simulation), Map.of());
 * var producer = new KafkaProducer<>(settings, serializer, serializer, network.newClient("app"));
 * SimulatedThread app = SimulatedThread.start(simulation, "app", () -> yourApplication(producer));
 * simulation.after(Duration.ofMillis(300), broker::crash);
 * simulation.after(Duration.ofMillis(900), broker::start);
 * assertThat(simulation.runUntil(app::isDone, Duration.ofMinutes(5))).isTrue();
 * }</pre>
 *
 * <p>Code that does not wait, such as callbacks and polls without a time-out, can also run as an
 * event of its own ({@link dev.klamm.testkit.simulation.Simulation#after}). What clients saw is
 * judged by {@link dev.klamm.testkit.history}.
 *
 * <p>Start reading at {@link dev.klamm.testkit.simulation.Simulation}. A simulation and what
 * belongs to it is for one thread; others may run simulations of their own.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.testkit.simulation;
