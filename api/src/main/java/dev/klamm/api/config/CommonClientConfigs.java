package dev.klamm.api.config;

/**
 * The names of the keys that producer, consumer and admin client share, under the constants that
 * Kafka users know. What each means is said by its {@link ConfigKey#doc()}; see {@link ClientKeys}.
 *
 * @since 0.1
 */
public abstract class CommonClientConfigs {
  public static final String BOOTSTRAP_RESOLVE_TIMEOUT_MS_CONFIG = "bootstrap.resolve.timeout.ms";
  public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";
  public static final String CLIENT_DNS_LOOKUP_CONFIG = "client.dns.lookup";
  public static final String CLIENT_ID_CONFIG = "client.id";
  public static final String CLIENT_RACK_CONFIG = "client.rack";
  public static final String CONFIG_PROVIDERS_CONFIG = "config.providers";
  public static final String CONNECTIONS_MAX_IDLE_MS_CONFIG = "connections.max.idle.ms";
  public static final String ENABLE_METRICS_PUSH_CONFIG = "enable.metrics.push";
  public static final String METADATA_CLUSTER_CHECK_ENABLE_CONFIG = "metadata.cluster.check.enable";
  public static final String METADATA_MAX_AGE_CONFIG = "metadata.max.age.ms";
  public static final String METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG =
      "metadata.recovery.rebootstrap.trigger.ms";
  public static final String METADATA_RECOVERY_STRATEGY_CONFIG = "metadata.recovery.strategy";
  public static final String METRIC_REPORTER_CLASSES_CONFIG = "metric.reporters";
  public static final String METRICS_NUM_SAMPLES_CONFIG = "metrics.num.samples";
  public static final String METRICS_RECORDING_LEVEL_CONFIG = "metrics.recording.level";
  public static final String METRICS_SAMPLE_WINDOW_MS_CONFIG = "metrics.sample.window.ms";
  public static final String RECEIVE_BUFFER_CONFIG = "receive.buffer.bytes";
  public static final String RECONNECT_BACKOFF_MAX_MS_CONFIG = "reconnect.backoff.max.ms";
  public static final String RECONNECT_BACKOFF_MS_CONFIG = "reconnect.backoff.ms";
  public static final String REQUEST_TIMEOUT_MS_CONFIG = "request.timeout.ms";
  public static final String RETRY_BACKOFF_MAX_MS_CONFIG = "retry.backoff.max.ms";
  public static final String RETRY_BACKOFF_MS_CONFIG = "retry.backoff.ms";
  public static final String SECURITY_PROTOCOL_CONFIG = "security.protocol";
  public static final String SECURITY_PROVIDERS_CONFIG = "security.providers";
  public static final String SEND_BUFFER_CONFIG = "send.buffer.bytes";
  public static final String SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG =
      "socket.connection.setup.timeout.max.ms";
  public static final String SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG =
      "socket.connection.setup.timeout.ms";

  /** For the classes that hold the names of one client; none is ever created. */
  protected CommonClientConfigs() {}
}
