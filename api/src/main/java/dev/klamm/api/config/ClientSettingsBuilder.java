package dev.klamm.api.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part that the builders of all clients' settings share. A builder fills the same map that a
 * user could have written, so that both ways are checked alike. Not safe for use by several
 * threads.
 *
 * @param <B> the builder itself
 * @since 0.1
 */
public abstract class ClientSettingsBuilder<B extends ClientSettingsBuilder<B>> {
  private final Map<String, Object> given = new LinkedHashMap<>();

  protected ClientSettingsBuilder() {}

  protected abstract B self();

  /** What has been set so far, for {@link ConfigDefinition#parse(Map)}. */
  protected final Map<String, Object> given() {
    return given;
  }

  /** Sets a key by its name; for keys that have no method of their own. */
  public final B set(String name, Object value) {
    given.put(name, value);
    return self();
  }

  /** Sets many keys by their names. */
  public final B setAll(Map<String, ?> values) {
    given.putAll(values);
    return self();
  }

  /**
   * {@code bootstrap.servers}: {@code host:port}, or an address of Klamm's own such as {@code
   * klamm:memory}.
   */
  public final B bootstrapServers(String... addresses) {
    return set(ClientKeys.BOOTSTRAP_SERVERS.name(), List.of(addresses));
  }

  /** {@code client.id}. */
  public final B clientId(String name) {
    return set(ClientKeys.CLIENT_ID.name(), name);
  }

  /** {@code request.timeout.ms}. */
  public final B requestTimeout(Duration timeout) {
    return set(ClientKeys.REQUEST_TIMEOUT.name(), timeout);
  }

  /** {@code retry.backoff.ms} and {@code retry.backoff.max.ms}. */
  public final B retryBackoff(Duration first, Duration longest) {
    set(ClientKeys.RETRY_BACKOFF.name(), first);
    return set(ClientKeys.RETRY_BACKOFF_MAX.name(), longest);
  }

  /** {@code reconnect.backoff.ms} and {@code reconnect.backoff.max.ms}. */
  public final B reconnectBackoff(Duration first, Duration longest) {
    set(ClientKeys.RECONNECT_BACKOFF.name(), first);
    return set(ClientKeys.RECONNECT_BACKOFF_MAX.name(), longest);
  }

  /** {@code metadata.max.age.ms}. */
  public final B metadataMaxAge(Duration age) {
    return set(ClientKeys.METADATA_MAX_AGE.name(), age);
  }

  /** {@code klamm.config.unknown}. */
  public final B unknownKeys(UnknownKeys policy) {
    return set(ConfigDefinition.UNKNOWN_KEYS.name(), policy);
  }
}
