package dev.klamm.core.producer;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.producer.Callback;
import dev.klamm.api.producer.ProducerInterceptor;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.api.record.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors in their order; a failing one is logged and passed over. */
final class Interceptors<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private final List<ProducerInterceptor<K, V>> interceptors;

  Interceptors(List<ProducerInterceptor<K, V>> interceptors) {
    this.interceptors = List.copyOf(interceptors);
  }

  boolean isEmpty() {
    return interceptors.isEmpty();
  }

  ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
    ProducerRecord<K, V> current = record;
    for (ProducerInterceptor<K, V> interceptor : interceptors) {
      try {
        current = interceptor.onSend(current);
      } catch (RuntimeException e) {
        LOG.warn("Interceptor {} failed on a record to {}", interceptor, record.topic(), e);
      }
    }
    return current;
  }

  /** The callback that tells the interceptors first. */
  Callback around(@Nullable Callback callback, Headers headers) {
    return (metadata, exception) -> {
      onAcknowledgement(metadata, exception, headers);
      if (callback != null) {
        callback.onCompletion(metadata, exception);
      }
    };
  }

  private void onAcknowledgement(
      RecordMetadata metadata, @Nullable Exception exception, Headers headers) {
    for (ProducerInterceptor<K, V> interceptor : interceptors) {
      try {
        interceptor.onAcknowledgement(metadata, exception, headers);
      } catch (RuntimeException e) {
        LOG.warn("Interceptor {} failed on an outcome", interceptor, e);
      }
    }
  }

  /** For a record that did not even get into a batch. */
  void onSendError(ProducerRecord<K, V> record, Exception exception) {
    Integer chosen = record.partition();
    int partition = chosen == null ? RecordMetadata.UNKNOWN_PARTITION : chosen;
    RecordMetadata metadata =
        new RecordMetadata(new TopicPartition(record.topic(), partition), -1, 0, -1, -1, -1);
    onAcknowledgement(metadata, exception, record.headers());
  }

  void close() {
    for (ProducerInterceptor<K, V> interceptor : interceptors) {
      try {
        interceptor.close();
      } catch (RuntimeException e) {
        LOG.warn("Interceptor {} failed to close", interceptor, e);
      }
    }
  }
}
