package dev.klamm.api.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that producer, consumer and admin client share: addresses, connections, metadata,
 * repeats, metrics.
 *
 * <p>Names and defaults are Kafka's (4.3, with the additions of 4.4). Each constant is read through
 * {@link Settings}; most users want {@link ClientSettings}.
 *
 * @since 0.1
 */
public final class ClientKeys {
  private static final String NO_METRICS =
      "metrics are read by metrics(), which needs no samples or reporters";

  /**
   * The addresses to begin with: {@code host:port}, or one of Klamm's own such as {@code
   * klamm:memory}.
   */
  public static final ConfigKey<List<String>> BOOTSTRAP_SERVERS =
      ConfigKey.list("bootstrap.servers")
          .required()
          .allow(
              "one or more addresses, separated by commas: host:port, or an address that begins with klamm:",
              BootstrapAddress::areValid)
          .high()
          .doc(
              "Where to ask for the cluster's brokers first: host:port, or an address such as klamm:memory.");

  public static final ConfigKey<String> CLIENT_ID =
      ConfigKey.text("client.id")
          .defaultTo("")
          .doc("A name for the broker's log, metrics and quotas.");

  public static final ConfigKey<String> CLIENT_RACK =
      ConfigKey.text("client.rack")
          .defaultTo("")
          .low()
          .doc("Where this client runs, so that a near replica can serve it.");

  public static final ConfigKey<Duration> REQUEST_TIMEOUT =
      ConfigKey.millis("request.timeout.ms")
          .defaultTo(Duration.ofSeconds(30))
          .atLeast(0)
          .doc(
              "How long to wait for the answer to one request before its connection counts as broken.");

  public static final ConfigKey<Duration> RETRY_BACKOFF =
      ConfigKey.millis("retry.backoff.ms")
          .defaultTo(Duration.ofMillis(100))
          .atLeast(0)
          .low()
          .doc(
              "How long to wait before the first repeat of a failed request; doubles with each further one.");

  public static final ConfigKey<Duration> RETRY_BACKOFF_MAX =
      ConfigKey.millis("retry.backoff.max.ms")
          .defaultTo(Duration.ofSeconds(1))
          .atLeast(0)
          .low()
          .doc("The longest wait between two repeats of a request.");

  public static final ConfigKey<Duration> RECONNECT_BACKOFF =
      ConfigKey.millis("reconnect.backoff.ms")
          .defaultTo(Duration.ofMillis(50))
          .atLeast(0)
          .low()
          .doc(
              "How long to wait before connecting again to a broker that failed; doubles with each further try.");

  public static final ConfigKey<Duration> RECONNECT_BACKOFF_MAX =
      ConfigKey.millis("reconnect.backoff.max.ms")
          .defaultTo(Duration.ofSeconds(1))
          .atLeast(0)
          .low()
          .doc("The longest wait between two tries to connect to the same broker.");

  public static final ConfigKey<Duration> CONNECTION_SETUP_TIMEOUT =
      ConfigKey.millis("socket.connection.setup.timeout.ms")
          .defaultTo(Duration.ofSeconds(10))
          .atLeast(0)
          .doc("How long to wait for a connection to be made.");

  public static final ConfigKey<Duration> CONNECTION_SETUP_TIMEOUT_MAX =
      ConfigKey.millis("socket.connection.setup.timeout.max.ms")
          .defaultTo(Duration.ofSeconds(30))
          .atLeast(0)
          .withoutEffect("the time allowed for a connection does not grow with failures")
          .doc("The longest wait for a connection to be made.");

  /** Nine minutes for producer and consumer; the admin client has its own key of the same name. */
  public static final ConfigKey<Duration> CONNECTIONS_MAX_IDLE =
      connectionsMaxIdle(Duration.ofMinutes(9));

  public static final ConfigKey<Duration> METADATA_MAX_AGE =
      ConfigKey.millis("metadata.max.age.ms")
          .defaultTo(Duration.ofMinutes(5))
          .atLeast(0)
          .low()
          .doc(
              "After how long the cluster's metadata is fetched anew even if nothing seems to have changed.");

  public static final ConfigKey<Integer> SEND_BUFFER =
      ConfigKey.int32("send.buffer.bytes")
          .defaultTo(128 * 1024)
          .atLeast(-1)
          .doc(
              "The size of the operating system's buffer for sending; -1 leaves it to the system.");

  /** 64 KiB for consumer and admin client; the producer has its own key of the same name. */
  public static final ConfigKey<Integer> RECEIVE_BUFFER = receiveBuffer(64 * 1024);

  public static final ConfigKey<MetadataRecoveryStrategy> METADATA_RECOVERY_STRATEGY =
      ConfigKey.choice("metadata.recovery.strategy", MetadataRecoveryStrategy.class)
          .defaultTo(MetadataRecoveryStrategy.REBOOTSTRAP)
          .low()
          .doc(
              "What to do if no known broker can be reached: begin again from bootstrap.servers, or keep trying those.");

  public static final ConfigKey<Duration> METADATA_RECOVERY_TRIGGER =
      ConfigKey.millis("metadata.recovery.rebootstrap.trigger.ms")
          .defaultTo(Duration.ofMinutes(5))
          .atLeast(0)
          .low()
          .doc("After how long without fresh metadata to begin again from bootstrap.servers.");

  /** A key whose default differs between the clients. */
  public static ConfigKey<Duration> connectionsMaxIdle(Duration defaultTo) {
    return ConfigKey.millis("connections.max.idle.ms")
        .defaultTo(defaultTo)
        .atLeast(-1)
        .doc("After how long an unused connection is closed; -1 keeps it for ever.");
  }

  /** A key whose default differs between the clients. */
  public static ConfigKey<Integer> receiveBuffer(int defaultTo) {
    return ConfigKey.int32("receive.buffer.bytes")
        .defaultTo(defaultTo)
        .atLeast(-1)
        .doc(
            "The size of the operating system's buffer for receiving; -1 leaves it to the system.");
  }

  private static final List<ConfigKey<?>> SHARED =
      List.of(
          BOOTSTRAP_SERVERS,
          CLIENT_ID,
          REQUEST_TIMEOUT,
          RETRY_BACKOFF,
          RETRY_BACKOFF_MAX,
          RECONNECT_BACKOFF,
          RECONNECT_BACKOFF_MAX,
          CONNECTION_SETUP_TIMEOUT,
          CONNECTION_SETUP_TIMEOUT_MAX,
          METADATA_MAX_AGE,
          METADATA_RECOVERY_STRATEGY,
          METADATA_RECOVERY_TRIGGER,
          SEND_BUFFER);

  private static final List<ConfigKey<?>> WITHOUT_EFFECT =
      List.of(
          ConfigKey.text("client.dns.lookup")
              .defaultTo("use_all_dns_ips")
              .withoutEffect("every address of a host is tried in turn")
              .doc("How host names are resolved."),
          ConfigKey.millis("bootstrap.resolve.timeout.ms")
              .defaultTo(Duration.ZERO)
              .atLeast(0)
              .withoutEffect("names are resolved when a connection is made, and again on each try")
              .doc("How long to try to resolve the first addresses."),
          ConfigKey.bool("metadata.cluster.check.enable")
              .defaultTo(true)
              .low()
              .withoutEffect("the cluster's id is not compared")
              .doc("Whether to refuse brokers of another cluster."),
          ConfigKey.bool("enable.metrics.push")
              .low()
              .withoutEffect("metrics are not pushed yet")
              .doc("Whether to send metrics to the broker (KIP-714)."),
          ConfigKey.list("metric.reporters")
              .low()
              .withoutEffect(NO_METRICS)
              .doc("Classes that receive metrics."),
          ConfigKey.int32("metrics.num.samples")
              .defaultTo(2)
              .atLeast(1)
              .low()
              .withoutEffect(NO_METRICS)
              .doc("How many samples a metric keeps."),
          ConfigKey.text("metrics.recording.level")
              .defaultTo("INFO")
              .low()
              .withoutEffect(NO_METRICS)
              .doc("How much is measured."),
          ConfigKey.millis("metrics.sample.window.ms")
              .defaultTo(Duration.ofSeconds(30))
              .atLeast(0)
              .low()
              .withoutEffect(NO_METRICS)
              .doc("How long a sample of a metric lasts."));

  private static final ConfigKey<List<String>> CONFIG_PROVIDERS =
      ConfigKey.list("config.providers")
          .defaultTo(List.of())
          .low()
          .refused(
              "values are not looked up elsewhere; resolve them before they are passed to the client")
          .doc("Classes that fill in placeholders in other values.");

  private ClientKeys() {}

  /**
   * All keys of one client: its own, and the shared ones that it has none of its own for.
   *
   * @param own the keys of one client
   */
  @SafeVarargs
  public static List<ConfigKey<?>> with(List<ConfigKey<?>>... own) {
    List<ConfigKey<?>> all = new ArrayList<>();
    for (List<ConfigKey<?>> part : own) {
      all.addAll(part);
    }
    addMissing(all, SHARED);
    addMissing(all, WITHOUT_EFFECT);
    addMissing(all, List.of(CONNECTIONS_MAX_IDLE, RECEIVE_BUFFER, CONFIG_PROVIDERS));
    addMissing(all, SecurityKeys.all());
    return List.copyOf(all);
  }

  private static void addMissing(List<ConfigKey<?>> all, List<ConfigKey<?>> more) {
    for (ConfigKey<?> key : more) {
      if (named(all, key.name()) == null) {
        all.add(key);
      }
    }
  }

  private static @Nullable ConfigKey<?> named(List<ConfigKey<?>> keys, String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElse(null);
  }
}
