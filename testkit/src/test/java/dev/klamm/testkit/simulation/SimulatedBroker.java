package dev.klamm.testkit.simulation;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.log.Partition;
import dev.klamm.core.record.RecordBatches;
import dev.klamm.core.record.RecordCursor;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A broker in a simulation, which crashes and comes back over what its store remembers. */
final class SimulatedBroker {

  static final Endpoint ADDRESS = new Endpoint("broker", 9092);

  private final Simulation simulation;
  private final SimulatedNetwork network;
  private final StorageBackend storage;
  private final int partitions;
  private SimulatedTransport transport;
  private Broker broker;
  private boolean up;

  /** A record as it lies in a partition. */
  record Stored(long offset, long value) {}

  SimulatedBroker(
      Simulation simulation, SimulatedNetwork network, StorageBackend storage, int partitions) {
    this.partitions = partitions;
    this.simulation = simulation;
    this.network = network;
    this.storage = storage;
    start();
  }

  private void start() {
    SimulatedTransport fresh = network.newTransport("broker");
    BrokerSettings settings =
        BrokerSettings.of(
            Map.of(
                "listeners",
                "PLAINTEXT://" + ADDRESS,
                "num.partitions",
                String.valueOf(partitions),
                "group.initial.rebalance.delay.ms",
                "0"));
    BrokerRuntime runtime =
        new BrokerRuntime(storage, fresh, simulation.clock(), Thread::new, simulation.newRandom());
    fresh.loop().runNow(() -> broker = Broker.start(settings, runtime));
    transport = fresh;
    up = true;
  }

  boolean isUp() {
    return up;
  }

  /** kill -9, or a power cut, as the store will have it. */
  void crash() {
    transport.loop().runNow(broker::abort);
    network.kill(transport);
    up = false;
  }

  void restart() {
    start();
  }

  /** All that a topic's partition holds, up to the high watermark. */
  List<Stored> read(String topic, int partition) {
    List<Stored> stored = new ArrayList<>();
    Topic found = broker.image().topic(topic);
    if (found == null) {
      return stored;
    }
    Partition from = Objects.requireNonNull(found.partition(partition));
    long end = from.highWatermark();
    long next = from.startOffset();
    try (RecordCursor records = new RecordCursor(Codecs.builtIn(), 1 << 24)) {
      while (next < end) {
        next = readSome(from, next, end, records, stored);
      }
    }
    return stored;
  }

  private static long readSome(
      Partition from, long next, long end, RecordCursor records, List<Stored> stored) {
    try (RecordsView view = (RecordsView) from.read(next, end, 1 << 20, true)) {
      RecordBatches batches = new RecordBatches(view.toBuffer());
      while (batches.next()) {
        records.open(batches.buffer(), batches.at());
        while (records.next()) {
          stored.add(
              new Stored(
                  records.offset(),
                  ByteBuffer.wrap(Objects.requireNonNull(records.value())).getLong()));
          next = records.offset() + 1;
        }
      }
    }
    return next;
  }
}
