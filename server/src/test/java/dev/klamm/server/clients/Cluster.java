package dev.klamm.server.clients;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.GroupProtocol;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.TransactionalProducer;
import dev.klamm.api.serde.Serde;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.admin.KafkaAdminClient;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.producer.KafkaProducer;
import java.util.HashMap;
import java.util.Map;

/** A cluster under test, and our clients of it. */
interface Cluster extends AutoCloseable {

  /** Where clients reach it by TCP. */
  String bootstrapServers();

  default <K, V> Producer<K, V> producer(Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    return new KafkaProducer<>(located(settings), keys.serializer(), values.serializer());
  }

  default <K, V> TransactionalProducer<K, V> transactionalProducer(
      Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    return new KafkaProducer<>(located(settings), keys.serializer(), values.serializer());
  }

  default <K, V> Consumer<K, V> consumer(Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    return new KafkaConsumer<>(located(settings), keys.deserializer(), values.deserializer());
  }

  default Admin admin() {
    return new KafkaAdminClient(dev.klamm.api.admin.AdminSettings.of(located(Map.of())));
  }

  default Producer<String, String> producer(Map<String, ?> settings) {
    return producer(Serdes.String(), Serdes.String(), settings);
  }

  /** A producer of transactions that is ready to begin one. */
  default TransactionalProducer<String, String> transactional(String id, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("transactional.id", id);
    TransactionalProducer<String, String> producer =
        transactionalProducer(Serdes.String(), Serdes.String(), all);
    producer.initTransactions();
    return producer;
  }

  default Consumer<String, String> consumer(Map<String, ?> settings) {
    return consumer(Serdes.String(), Serdes.String(), settings);
  }

  /** A consumer of a group, from the earliest record on, that soon hears of rebalances. */
  default Consumer<String, String> member(
      GroupProtocol protocol, String group, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("group.id", group);
    all.put("group.protocol", protocol.name());
    all.put("auto.offset.reset", "earliest");
    if (protocol == GroupProtocol.CLASSIC) {
      all.put("heartbeat.interval.ms", 100);
    }
    all.putAll(settings);
    return consumer(all);
  }

  default Consumer<String, String> member(String group, Map<String, ?> settings) {
    return member(GroupProtocol.CLASSIC, group, settings);
  }

  private Map<String, Object> located(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers());
    return all;
  }

  @Override
  void close();
}
