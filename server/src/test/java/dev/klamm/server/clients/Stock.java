package dev.klamm.server.clients;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Apache Kafka's own clients, under names that do not collide with ours. */
final class Stock {
  private Stock() {}

  static KafkaProducer<String, String> producer(Cluster cluster, Map<String, ?> settings) {
    return new KafkaProducer<>(
        located(cluster, settings), new StringSerializer(), new StringSerializer());
  }

  static ProducerRecord<String, String> record(String topic, String key, String value) {
    return new ProducerRecord<>(topic, key, value);
  }

  /** A consumer in a group, from the earliest record on. */
  static final class Member implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;

    Member(Cluster cluster, String group, String topic, Map<String, ?> settings) {
      Map<String, Object> all = new HashMap<>(settings);
      all.put("group.id", group);
      all.put("auto.offset.reset", "earliest");
      if (!"consumer".equals(settings.get("group.protocol"))) {
        all.put("heartbeat.interval.ms", 100);
      }
      consumer =
          new KafkaConsumer<>(
              located(cluster, all), new StringDeserializer(), new StringDeserializer());
      consumer.subscribe(List.of(topic));
    }

    Iterable<ConsumerRecord<String, String>> poll(Duration timeout) {
      return consumer.poll(timeout);
    }

    int partitions() {
      return consumer.assignment().size();
    }

    void commit() {
      consumer.commitSync();
    }

    @Override
    public void close() {
      consumer.close();
    }
  }

  private static Map<String, Object> located(Cluster cluster, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", cluster.bootstrapServers());
    return all;
  }
}
