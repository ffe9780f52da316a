package dev.klamm.testkit.simulation;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.cluster.ClusterImage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A broker in a simulation, which stops or crashes and comes back over what its store remembers.
 * After each step of the simulation it is checked by {@link BrokerInvariant}.
 *
 * @since 0.1
 */
public final class SimulatedBroker {

  /** Where it is reached: the value for {@code bootstrap.servers}. */
  public static final Endpoint ADDRESS = new Endpoint("broker", 9092);

  private static final String NAME = "broker";

  private final Simulation simulation;
  private final SimulatedNetwork network;
  private final StorageBackend storage;
  private final BrokerSettings settings;
  private final BrokerWatch watch = new BrokerWatch();
  private @Nullable SimulatedTransport transport;
  private @Nullable SimulatedLoop beside;
  private @Nullable Broker broker;
  private boolean watched = true;
  private boolean up;

  /**
   * Starts it.
   *
   * @param storage to be opened anew with each start; works without threads
   * @param settings by Kafka's keys, without {@code listeners}
   */
  public SimulatedBroker(
      Simulation simulation,
      SimulatedNetwork network,
      StorageBackend storage,
      Map<String, String> settings) {
    this.simulation = simulation;
    this.network = network;
    this.storage = storage;
    Map<String, String> all = new HashMap<>(settings);
    all.put("listeners", "PLAINTEXT://" + ADDRESS);
    this.settings = BrokerSettings.of(all);
    simulation.afterEachStep(this::check);
    start();
  }

  /**
   * Starts it again.
   *
   * @return false when its store cannot be opened
   */
  public boolean start() {
    if (up) {
      throw new IllegalStateException("the broker is up");
    }
    SimulatedTransport fresh = network.newTransport(NAME);
    SimulatedLoop background = simulation.newLoop("background");
    BrokerRuntime runtime =
        new BrokerRuntime(
            storage, fresh, simulation.clock(), Thread::new, simulation.newRandom(), background);
    broker = null;
    fresh.loop().runNow(() -> broker = open(runtime));
    if (broker == null) {
      background.kill();
      network.kill(fresh);
      return false;
    }
    transport = fresh;
    beside = background;
    up = true;
    if (watched) {
      watch.started(broker.image());
    }
    simulation.trace(NAME, "is up");
    return true;
  }

  private @Nullable Broker open(BrokerRuntime runtime) {
    try {
      return Broker.start(settings, runtime);
    } catch (StorageException e) {
      simulation.trace(NAME, "does not start: " + e.getMessage());
      return null;
    }
  }

  public boolean isUp() {
    return up;
  }

  /** Its node, for faults of the network and pauses. */
  public SimulatedTransport node() {
    return Objects.requireNonNull(transport);
  }

  /** The topics as of now. */
  public ClusterImage image() {
    return broker().image();
  }

  /** The broker itself. */
  public Broker broker() {
    return Objects.requireNonNull(broker);
  }

  /** kill -9: what it had sent arrives, and its connections are reset. */
  public void crash() {
    simulation.trace(NAME, "crashes");
    network.kill(abort());
  }

  /**
   * A power cut: what its store lost is the store's to say; peers learn of it when the broker is
   * back, or after a while.
   */
  public void switchOff(Duration unnoticed) {
    simulation.trace(NAME, "is switched off");
    network.switchOff(abort(), unnoticed);
  }

  private SimulatedTransport abort() {
    SimulatedTransport dying = node();
    Objects.requireNonNull(beside).kill();
    dying.loop().runNow(broker()::abort);
    up = false;
    return dying;
  }

  /** Stops in good order; what is given runs when it has. */
  public void stop(Runnable stopped) {
    simulation.trace(NAME, "is asked to stop");
    SimulatedTransport stopping = node();
    up = false;
    stopping
        .loop()
        .runNow(
            () ->
                broker()
                    .shutdown()
                    .whenComplete(
                        (done, failure) -> {
                          simulation.trace(NAME, failure == null ? "has stopped" : "failed");
                          Objects.requireNonNull(beside).kill();
                          network.kill(stopping);
                          stopped.run();
                        }));
  }

  /** Leaves it to others to notice what is wrong: for tests of what others notice. */
  public void unwatched() {
    watched = false;
  }

  private void check() {
    if (up && watched) {
      watch.check(image());
    }
  }

  /** Checks what can be checked at rest only: the logs from their beginning to their end. */
  public void checkLogs() {
    if (watched) {
      watch.checkLogs(image());
    }
  }

  /** Topics whose logs may have gaps, because they are compacted or because of transactions. */
  public void mayHaveGaps(String topic) {
    watch.mayHaveGaps(topic);
  }
}
