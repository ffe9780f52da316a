package dev.klamm.bench.compare.client;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.serde.ByteArrayDeserializer;
import dev.klamm.api.serde.ByteArraySerializer;
import dev.klamm.api.transport.Transport;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.core.transport.InProcessNetwork;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Broker, producer and consumer in this process, without a port and without a disk. */
final class InProcess implements AutoCloseable {

  private final Transport brokerTransport;
  private final Transport clientTransport;
  private final Broker broker;
  private final String address;

  private InProcess() {
    InProcessNetwork network = new InProcessNetwork(Clock.system());
    brokerTransport = network.open(1, "broker");
    clientTransport = network.open(1, "client");
    broker =
        Broker.start(
            BrokerSettings.defaults(),
            new BrokerRuntime(
                MemoryStorage.volatileStore(),
                brokerTransport,
                Clock.system(),
                Thread::new,
                new SplittableRandom(1)));
    address = broker.endpoint().toString();
  }

  /** Rounds on a topic each, the first half of them for warming up; prints the median rate. */
  static void run(int rounds, int records, int bytes) {
    try (InProcess process = new InProcess()) {
      double[] rates = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        rates[i] = process.round("round-" + i, records, new byte[bytes]);
      }
      double[] warm = Arrays.copyOfRange(rates, rounds / 2, rounds);
      Arrays.sort(warm);
      System.out.printf(Locale.ROOT, "rate %.1f%n", warm[warm.length / 2]);
    }
  }

  private double round(String topic, int records, byte[] value) {
    try (Producer<byte[], byte[]> producer = producer();
        Consumer<byte[], byte[]> consumer = consumer()) {
      producer.partitionsFor(topic);
      OwnClient.assign(consumer, topic);
      long start = System.nanoTime();
      CompletableFuture<Void> sent =
          CompletableFuture.runAsync(() -> OwnClient.send(producer, topic, records, value));
      OwnClient.read(consumer, 0, records);
      double rate = records / ((System.nanoTime() - start) / 1e9);
      sent.join();
      return rate;
    }
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        ProducerSettings.of(OwnClient.producing(address)),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        runtime());
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        ConsumerSettings.of(OwnClient.consuming(address)),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        runtime());
  }

  private ClientRuntime runtime() {
    return ClientRuntime.shared(clientTransport, new SplittableRandom(2));
  }

  @Override
  public void close() {
    broker.close();
    clientTransport.close();
    brokerTransport.close();
  }
}
