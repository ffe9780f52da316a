package dev.klamm.testkit.simulation;

import dev.klamm.api.error.RecordTooLargeException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.testkit.history.ProducerHistory;
import dev.klamm.testkit.history.SendHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An idempotent producer that sends a number of records, each to a topic drawn at random. */
final class WritingActor {

  /** Keys are few, so that compaction has something to do. */
  private static final int KEYS = 5;

  private static final int PRODUCER_SHIFT = 32;

  private final World world;
  private final RandomGenerator random;
  private final List<String> topics;
  private final KafkaProducer<Long, Long> producer;
  private final ProducerHistory history;
  private final long firstId;
  private final int records;
  private final long maxGapNanos;
  private final Consumer<SendHistory> onAcknowledged;
  private int sent;
  private int resolved;

  /**
   * @param number is this producer's alone
   * @param deliveryTimeout after which a send's outcome is unknown
   */
  WritingActor(
      World world,
      Faults faults,
      int number,
      int records,
      List<String> topics,
      Duration deliveryTimeout,
      Consumer<SendHistory> onAcknowledged) {
    this.world = world;
    this.onAcknowledged = onAcknowledged;
    this.random = world.simulation.newRandom();
    this.records = records;
    this.topics = topics;
    this.firstId = (long) number << PRODUCER_SHIFT;
    this.maxGapNanos = Duration.ofMillis(random.nextLong(1, 150)).toNanos();
    SimulatedTransport node = world.network.newTransport("producer-" + number);
    faults.mayHit(node);
    history = world.history.producer("producer-" + number);
    producer =
        new KafkaProducer<>(
            settings(deliveryTimeout),
            Serdes.Long().serializer(),
            Serdes.Long().serializer(),
            ClientRuntime.shared(node, world.simulation.newRandom()));
  }

  private ProducerSettings settings(Duration deliveryTimeout) {
    Map<String, Object> settings = World.clientSettings();
    settings.put("linger.ms", random.nextInt(3) == 0 ? 0 : random.nextInt(30));
    settings.put("batch.size", 100 + random.nextInt(400));
    settings.put("delivery.timeout.ms", deliveryTimeout.toMillis());
    settings.put("max.block.ms", deliveryTimeout.toMillis());
    settings.put("max.in.flight.requests.per.connection", 1 + random.nextInt(5));
    settings.put("compression.type", random.nextInt(4) == 0 ? "gzip" : "none");
    settings.putAll(world.sabotage.producerSettings());
    return ProducerSettings.of(settings);
  }

  void start() {
    sendNext();
  }

  boolean isDone() {
    return resolved == records;
  }

  private void sendNext() {
    if (sent == records) {
      return;
    }
    int burst = Math.min(records - sent, random.nextInt(4) == 0 ? 1 + random.nextInt(10) : 1);
    for (int i = 0; i < burst; i++) {
      send(firstId + sent++);
    }
    world.simulation.after(Duration.ofNanos(random.nextLong(maxGapNanos)), this::sendNext);
  }

  private void send(long id) {
    String topic = topics.get(random.nextInt(topics.size()));
    long key = random.nextInt(KEYS);
    SendHistory send = history.send(topic, key, id);
    producer.send(
        new ProducerRecord<>(topic, key, world.sabotage.written(id)),
        (metadata, failure) -> resolved(send, metadata, failure));
  }

  private void resolved(
      SendHistory send, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
    resolved++;
    if (failure == null && metadata != null) {
      send.acknowledged(metadata.partition(), metadata.offset());
      onAcknowledged.accept(send);
    } else if (failure instanceof RecordTooLargeException) {
      send.refused();
    } else {
      send.failed();
    }
  }
}
