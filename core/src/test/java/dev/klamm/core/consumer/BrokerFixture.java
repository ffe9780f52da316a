package dev.klamm.core.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.serde.StringDeserializer;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.api.transport.Transport;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.BootstrapAddresses;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.core.net.NetworkSettings;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.core.transport.InProcessNetwork;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.CreatePartitionsRequest;
import dev.klamm.protocol.message.CreatePartitionsRequest.CreatePartitionsTopic;
import dev.klamm.protocol.message.CreatePartitionsResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** A broker within the process, and clients of it that share a loop of their own. */
final class BrokerFixture implements AutoCloseable {
  private final InProcessNetwork network = new InProcessNetwork(Clock.system());
  private final Transport brokerTransport = network.open(1, "broker");
  private final Transport clientTransport = network.open(1, "client");
  private final List<Runnable> closers = new ArrayList<>();
  final Broker broker;

  BrokerFixture(int partitions) {
    BrokerSettings settings =
        BrokerSettings.of(
            Map.of(
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "num.partitions", String.valueOf(partitions),
                "group.min.session.timeout.ms", "200",
                "group.initial.rebalance.delay.ms", "0"));
    broker =
        Broker.start(
            settings,
            new BrokerRuntime(
                MemoryStorage.volatileStore(),
                brokerTransport,
                Clock.system(),
                Thread::new,
                new SplittableRandom(1)));
  }

  String address() {
    return broker.endpoint().toString();
  }

  ClientRuntime runtime() {
    return ClientRuntime.shared(clientTransport, new SplittableRandom(2));
  }

  KafkaProducer<String, String> producer() {
    ProducerSettings settings = ProducerSettings.builder().bootstrapServers(address()).build();
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer(), runtime());
    closers.add(producer::close);
    return producer;
  }

  /** Writes values 0 to n-1 to one partition. */
  void write(String topic, int partition, int from, int to) {
    try (KafkaProducer<String, String> producer = producer()) {
      for (int i = from; i < to; i++) {
        producer.send(new ProducerRecord<>(topic, partition, "k" + i, "v" + i));
      }
    }
  }

  KafkaConsumer<String, String> consumer(UnaryOperator<ConsumerSettings.Builder> settings) {
    ConsumerSettings built =
        settings.apply(ConsumerSettings.builder().bootstrapServers(address())).build();
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(built, new StringDeserializer(), new StringDeserializer(), runtime());
    closers.add(consumer::close);
    return consumer;
  }

  /** Gives a topic more partitions, and waits until it has them. */
  void grow(String topic, int partitions) {
    NetworkClient client =
        new NetworkClient(
            runtime(), NetworkSettings.builder(BootstrapAddresses.parse(address())).build());
    CompletableFuture<Short> done = new CompletableFuture<>();
    CreatePartitionsRequest request =
        new CreatePartitionsRequest()
            .timeoutMs(10_000)
            .topics(
                List.of(
                    new CreatePartitionsTopic().name(topic).count(partitions).assignments(null)));
    client
        .loop()
        .execute(
            () ->
                client.send(
                    Destination.any(),
                    Call.of(ApiKey.CREATE_PARTITIONS, request, CreatePartitionsResponse::new),
                    new AnswerHandler<>() {
                      @Override
                      public void onAnswer(Answer<CreatePartitionsResponse> answer) {
                        done.complete(answer.body().results().get(0).errorCode());
                        client.close();
                      }

                      @Override
                      public void onFailure(KafkaException error) {
                        done.completeExceptionally(error);
                      }
                    }));
    assertThat(done.join()).isZero();
  }

  /** Polls until so many records are there. */
  static <K, V> List<ConsumerRecord<K, V>> read(KafkaConsumer<K, V> consumer, int count) {
    List<ConsumerRecord<K, V>> records = new ArrayList<>();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (records.size() < count) {
      consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      if (System.nanoTime() > end) {
        throw new AssertionError("only " + records.size() + " of " + count + " records came");
      }
    }
    return records;
  }

  static TopicPartition partition(String topic, int number) {
    return new TopicPartition(topic, number);
  }

  @Override
  public void close() {
    closers.forEach(Runnable::run);
    broker.close();
    clientTransport.close();
    brokerTransport.close();
  }
}
