package dev.klamm.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * One broker of each side, all started and warmed up when the first is asked for. They stay up side
 * by side: idle, each takes next to nothing.
 */
final class WarmBrokers {

  private static final int BYTES = 100;

  private final Launcher launcher;
  private final Clients clients;
  private final Path directory;
  private final Scale scale;
  private final Progress progress;
  private final Map<Side, Broker> brokers = new EnumMap<>(Side.class);

  WarmBrokers(Launcher launcher, Clients clients, Path directory, Scale scale, Progress progress) {
    this.launcher = launcher;
    this.clients = clients;
    this.directory = directory;
    this.scale = scale;
    this.progress = progress;
  }

  Broker get(Side side) throws IOException, InterruptedException {
    if (brokers.isEmpty()) {
      for (Side each : Side.values()) {
        start(each);
      }
    }
    Broker running = brokers.get(side);
    if (running == null || !running.process().isAlive()) {
      throw new IOException(side.title() + " is not running; its log is in " + directory);
    }
    return running;
  }

  private void start(Side side) throws IOException, InterruptedException {
    Broker started =
        launcher.startFresh(
            side, directory.resolve("warm-" + side.name().toLowerCase(Locale.ROOT)));
    brokers.put(side, started);
    warmUp(started);
  }

  /**
   * A JVM compiles its hot paths as it meets them: seconds that are not a broker's running cost.
   */
  private void warmUp(Broker broker) throws IOException, InterruptedException {
    progress.line("warm-up", broker.side(), broker.address() + ", " + scale.warmUp() + " records");
    Topics.create(broker, "warm-up", 1);
    clients.produce(broker, "warm-up", scale.warmUp(), BYTES);
    clients.consume(broker, "warm-up", scale.warmUp());
    Topics.delete(broker, "warm-up");
  }

  /** Notes how large they grew, and ends them. */
  void close(Report report) throws IOException, InterruptedException {
    for (Broker broker : brokers.values()) {
      if (broker.process().isAlive()) {
        report.add(Measure.LOADED_MEMORY, broker.side(), broker.largestResidentMib());
        broker.stop();
      }
    }
  }
}
