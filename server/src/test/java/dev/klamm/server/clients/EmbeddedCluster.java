package dev.klamm.server.clients;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.TransactionalProducer;
import dev.klamm.api.serde.Serde;
import dev.klamm.core.embedded.EmbeddedKlamm;
import java.util.Map;

/** Our broker with our clients in the same process; only strangers use its port. */
final class EmbeddedCluster implements Cluster {
  private final EmbeddedKlamm klamm;
  private final String outside;

  EmbeddedCluster(EmbeddedKlamm klamm) {
    this.klamm = klamm;
    this.outside = klamm.listen(0).toString();
  }

  @Override
  public String bootstrapServers() {
    return outside;
  }

  @Override
  public <K, V> Producer<K, V> producer(Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    return klamm.producer(keys, values, settings);
  }

  @Override
  public <K, V> TransactionalProducer<K, V> transactionalProducer(
      Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    return klamm.transactionalProducer(keys, values, settings);
  }

  @Override
  public <K, V> Consumer<K, V> consumer(Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    return klamm.consumer(keys, values, settings);
  }

  @Override
  public Admin admin() {
    return klamm.admin();
  }

  @Override
  public void close() {
    klamm.close();
  }
}
