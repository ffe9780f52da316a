package dev.klamm.core.consumer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerInterceptor;
import dev.klamm.api.consumer.ConsumerRecords;
import dev.klamm.api.consumer.OffsetAndMetadata;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors in their order. What one of them throws is logged and stops nothing. */
final class Interceptors<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private final List<ConsumerInterceptor<K, V>> interceptors;

  Interceptors(List<ConsumerInterceptor<K, V>> interceptors) {
    this.interceptors = interceptors;
  }

  ConsumerRecords<K, V> onConsume(ConsumerRecords<K, V> records) {
    ConsumerRecords<K, V> shown = records;
    for (ConsumerInterceptor<K, V> interceptor : interceptors) {
      try {
        shown = interceptor.onConsume(shown);
      } catch (RuntimeException e) {
        LOG.warn("Interceptor {} failed to see records", interceptor, e);
      }
    }
    return shown;
  }

  void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    for (ConsumerInterceptor<K, V> interceptor : interceptors) {
      try {
        interceptor.onCommit(offsets);
      } catch (RuntimeException e) {
        LOG.warn("Interceptor {} failed to see a commit", interceptor, e);
      }
    }
  }

  void close() {
    for (ConsumerInterceptor<K, V> interceptor : interceptors) {
      try {
        interceptor.close();
      } catch (RuntimeException e) {
        LOG.warn("Interceptor {} failed to close", interceptor, e);
      }
    }
  }
}
