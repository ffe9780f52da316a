package dev.klamm.core.producer;

import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.Answers;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.core.net.ManualLoop;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ProduceRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Two brokers, a topic of three partitions led by the first, and a producer, all on one thread. */
final class ProducerFixture {
  static final String TOPIC = "orders";

  final ManualLoop loop = new ManualLoop();
  final FakeCluster cluster = new FakeCluster(loop);
  final FakeCluster.Broker first = cluster.broker(1, new Endpoint("b1", 9092));
  final FakeCluster.Broker second = cluster.broker(2, new Endpoint("b2", 9092));
  final FakeLog log = new FakeLog().serve(first, TOPIC).serve(second, TOPIC);
  int leader = 1;
  int leaderEpoch = 5;
  int partitions = 3;

  ProducerFixture() {
    for (FakeCluster.Broker broker : List.of(first, second)) {
      broker.on(
          ApiKey.METADATA,
          (request, version, later) ->
              Answers.metadata(
                  List.of(first, second), Answers.topic(TOPIC, leader, leaderEpoch, partitions)));
    }
  }

  KafkaProducer<String, String> producer(Object... settings) {
    return seeded(1, settings);
  }

  KafkaProducer<String, String> seeded(long seed, Object... settings) {
    Map<String, Object> map = new HashMap<>();
    map.put("bootstrap.servers", "b1:9092,b2:9092");
    map.put("linger.ms", 0);
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return new KafkaProducer<>(
        ProducerSettings.of(map),
        new StringSerializer(),
        new StringSerializer(),
        ClientRuntime.shared(cluster, new SplittableRandom(seed)));
  }

  static ProducerRecord<String, String> to(int partition, String value) {
    return new ProducerRecord<>(TOPIC, partition, null, value);
  }

  static String outcome(CompletableFuture<RecordMetadata> future) {
    if (!future.isDone()) {
      return "none yet";
    }
    return future.handle((metadata, error) -> error == null ? "" + metadata : "" + error).join();
  }

  ProduceRequest lastProduce() {
    return cluster.last(ApiKey.PRODUCE, ProduceRequest.class);
  }

  long produces() {
    return cluster.count(ApiKey.PRODUCE);
  }
}
