package dev.klamm.core.producer;

import dev.klamm.api.config.ClientSettings;
import dev.klamm.api.config.Component;
import dev.klamm.api.config.MetadataRecoveryStrategy;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.producer.Partitioner;
import dev.klamm.api.producer.ProducerInterceptor;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.serde.Serializer;
import dev.klamm.core.net.BootstrapAddresses;
import dev.klamm.core.net.NetworkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what the settings name: serializers, partitioner, interceptors, network settings. */
final class ProducerParts {
  private static final String DEFAULT_CLIENT_ID = "producer";
  private static final long FOR_EVER_MS = Long.MAX_VALUE / 2_000_000;

  private final ProducerSettings settings;
  private final Map<String, Object> originals;

  ProducerParts(ProducerSettings settings) {
    this.settings = settings;
    this.originals = settings.settings().originals();
  }

  <K> Serializer<K> keySerializer(@Nullable Serializer<K> given) {
    return given != null ? given : create(settings.keySerializer(), "key.serializer", true);
  }

  <V> Serializer<V> valueSerializer(@Nullable Serializer<V> given) {
    return given != null ? given : create(settings.valueSerializer(), "value.serializer", false);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the user says that it fits the type
  private <T> Serializer<T> create(
      Optional<Component<Serializer>> component, String key, boolean isKey) {
    Component<Serializer> chosen =
        component.orElseThrow(
            () ->
                new ConfigException(
                    key + " is not set: set it, or hand a serializer to the producer"));
    Serializer<T> serializer = chosen.create();
    if (chosen.instance().isEmpty()) {
      serializer.configure(originals, isKey);
    }
    return serializer;
  }

  Partitioner partitioner() {
    Component<Partitioner> chosen = settings.partitioner();
    Partitioner partitioner = chosen.create();
    if (chosen.instance().isEmpty()) {
      partitioner.configure(originals);
    }
    return partitioner;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the user says that they fit the types
  <K, V> Interceptors<K, V> interceptors() {
    List<ProducerInterceptor<K, V>> all = new ArrayList<>();
    for (Component<ProducerInterceptor> chosen : settings.interceptors()) {
      ProducerInterceptor<K, V> interceptor = chosen.create();
      if (chosen.instance().isEmpty()) {
        interceptor.configure(originals);
      }
      all.add(interceptor);
    }
    return new Interceptors<>(all);
  }

  String clientId() {
    String id = settings.client().clientId();
    return id.isEmpty() ? DEFAULT_CLIENT_ID : id;
  }

  NetworkSettings network() {
    ClientSettings client = settings.client();
    long maxIdleMs = client.connectionsMaxIdle().toMillis();
    return NetworkSettings.builder(
            BootstrapAddresses.parse(String.join(",", client.bootstrapServers())))
        .clientId(clientId())
        .requestTimeoutMs(Math.toIntExact(client.requestTimeout().toMillis()))
        .retryBackoff(client.retryBackoff().toMillis(), client.retryBackoffMax().toMillis())
        .reconnectBackoff(
            client.reconnectBackoff().toMillis(), client.reconnectBackoffMax().toMillis())
        .connectionSetupTimeoutMs(Math.toIntExact(client.connectionSetupTimeout().toMillis()))
        .metadataMaxAgeMs(client.metadataMaxAge().toMillis())
        .rebootstrap(
            client.metadataRecoveryStrategy() == MetadataRecoveryStrategy.REBOOTSTRAP,
            client.metadataRecoveryRebootstrapTrigger().toMillis())
        .connectionsMaxIdleMs(maxIdleMs < 0 ? FOR_EVER_MS : maxIdleMs)
        .build();
  }
}
