package dev.klamm.testkit.simulation;

import dev.klamm.tck.storage.FaultyStorage.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What goes wrong in a world, and when; over after {@link #END}. */
final class Faults {

  static final Duration END = Duration.ofSeconds(4);

  private final World world;
  private final RandomGenerator random;
  private final List<SimulatedTransport> clients = new ArrayList<>();

  Faults(World world) {
    this.world = world;
    this.random = world.simulation.newRandom();
  }

  /** A client's node, which may be isolated, slow, or stand still. */
  void mayHit(SimulatedTransport client) {
    clients.add(client);
  }

  void start() {
    if (random.nextInt(3) == 0) {
      world.network.dropConnects(random.nextDouble(0.3));
    }
    if (random.nextInt(4) == 0) {
      world.network.delays(Duration.ofMillis(0), Duration.ofMillis(random.nextLong(1, 60)));
    }
    some(4, world.network::cutOne);
    some(3, () -> world.network.halfCloseOne(millis(30_000)));
    some(3, () -> world.network.stallOne(millis(6_000)));
    some(2, () -> world.network.stall(millis(3_000)));
    some(3, this::hitClient);
    some(2, this::hitBroker);
    some(2, world::crash);
    some(1, world::restart);
    diskFaults();
    world.simulation.after(END, this::heal);
  }

  private void diskFaults() {
    some(2, () -> world.disk.syncsTake(millis(2_000)));
    if (random.nextInt(3) == 0) {
      some(1, () -> world.disk.failNextCommit(fault()));
      some(1, () -> world.disk.failNextSync(fault()));
      some(1, () -> world.disk.failFor(millis(2_000), fault()));
    }
  }

  private Fault fault() {
    return random.nextBoolean() ? Fault.FULL : Fault.IO_ERROR;
  }

  private void some(int most, Runnable fault) {
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      world.simulation.after(Duration.ofMillis(random.nextLong(1, END.toMillis())), fault);
    }
  }

  private Duration millis(long most) {
    return Duration.ofMillis(random.nextLong(1, most));
  }

  private void hitClient() {
    if (!clients.isEmpty()) {
      hit(clients.get(random.nextInt(clients.size())));
    }
  }

  private void hitBroker() {
    if (world.broker.isUp()) {
      hit(world.broker.node());
    }
  }

  private void hit(SimulatedTransport node) {
    switch (random.nextInt(3)) {
      case 0 -> node.isolate(millis(8_000));
      case 1 -> node.slowDown(millis(500), millis(4_000));
      default -> node.loop().pause(millis(5_000));
    }
  }

  private void heal() {
    world.network.dropConnects(0);
    world.network.delays(Duration.ofNanos(50_000), Duration.ofMillis(2));
    world.disk.mend();
    world.disk.syncsTake(Duration.ofMillis(10));
    world.simulation.trace("world", "heals");
  }
}
