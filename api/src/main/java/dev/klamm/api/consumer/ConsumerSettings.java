package dev.klamm.api.consumer;

import dev.klamm.api.config.ClientKeys;
import dev.klamm.api.config.ClientSettings;
import dev.klamm.api.config.ClientSettingsBuilder;
import dev.klamm.api.config.Component;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Settings;
import dev.klamm.api.error.ConfigException;
import dev.klamm.api.serde.Deserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The checked settings of a consumer. They never change. A map of Kafka's keys and the builder lead
 * to the same settings.
 *
 * @since 0.1
 */
@SuppressWarnings("rawtypes") // the settings do not know the types of keys and values
public final class ConsumerSettings {
  /** Keys that one of the protocols has no use for, and what to set instead. */
  private static final Map<GroupProtocol, Map<ConfigKey<?>, String>> NOT_OF =
      Map.of(
          GroupProtocol.CONSUMER,
          Map.of(
              ConsumerKeys.SESSION_TIMEOUT,
              "the group's setting consumer.session.timeout.ms at the broker says it",
              ConsumerKeys.HEARTBEAT_INTERVAL,
              "the group's setting consumer.heartbeat.interval.ms at the broker says it",
              ConsumerKeys.ASSIGNORS,
              "the broker shares the partitions out, group.remote.assignor says how"),
          GroupProtocol.CLASSIC,
          Map.of(
              ConsumerKeys.GROUP_REMOTE_ASSIGNOR,
              "a member shares the partitions out, partition.assignment.strategy says how"));

  private final Settings settings;

  private ConsumerSettings(Settings settings) {
    this.settings = settings;
    refuseWhatTheProtocolHasNot();
    requireHeartbeatsWithinSession();
    requireGroupForAutoCommit();
  }

  /**
   * Reads a map of Kafka's keys.
   *
   * @throws ConfigException if anything in it is not allowed; the message names every mistake
   */
  public static ConsumerSettings of(Map<String, ?> given) {
    return new ConsumerSettings(ConsumerKeys.DEFINITION.parse(given));
  }

  /**
   * Reads properties with Kafka's keys.
   *
   * @throws ConfigException if anything in them is not allowed; the message names every mistake
   */
  public static ConsumerSettings of(Properties given) {
    return new ConsumerSettings(ConsumerKeys.DEFINITION.parse(given));
  }

  public static Builder builder() {
    return new Builder();
  }

  private void refuseWhatTheProtocolHasNot() {
    List<String> misplaced = new ArrayList<>();
    NOT_OF
        .getOrDefault(groupProtocol(), Map.of())
        .forEach(
            (key, instead) -> {
              if (settings.isSet(key)) {
                misplaced.add(
                    "%s cannot be set with %s=%s: %s"
                        .formatted(
                            key.name(),
                            ConsumerKeys.GROUP_PROTOCOL.name(),
                            groupProtocol().name().toLowerCase(Locale.ROOT),
                            instead));
              }
            });
    if (!misplaced.isEmpty()) {
      Collections.sort(misplaced);
      throw new ConfigException(String.join("; ", misplaced));
    }
  }

  private void requireHeartbeatsWithinSession() {
    if (heartbeatInterval().compareTo(sessionTimeout()) >= 0) {
      throw new ConfigException(
          "heartbeat.interval.ms is %d, but must be less than session.timeout.ms, which is %d"
              .formatted(heartbeatInterval().toMillis(), sessionTimeout().toMillis()));
    }
  }

  private void requireGroupForAutoCommit() {
    boolean askedFor =
        settings.isSet(ConsumerKeys.ENABLE_AUTO_COMMIT)
            && settings.get(ConsumerKeys.ENABLE_AUTO_COMMIT);
    if (askedFor && groupId().isEmpty()) {
      throw new ConfigException(
          "enable.auto.commit is true, but group.id is not set: there is no group to commit for");
    }
  }

  /** Addresses, connections and repeats. */
  public ClientSettings client() {
    return new ClientSettings(settings);
  }

  /** Every key with its value, and the user's own map. */
  public Settings settings() {
    return settings;
  }

  public Optional<String> groupId() {
    return Optional.ofNullable(settings.get(ConsumerKeys.GROUP_ID));
  }

  public Optional<String> groupInstanceId() {
    return Optional.ofNullable(settings.get(ConsumerKeys.GROUP_INSTANCE_ID));
  }

  public GroupProtocol groupProtocol() {
    return settings.get(ConsumerKeys.GROUP_PROTOCOL);
  }

  /** The broker's assignor that is asked for, with the protocol {@link GroupProtocol#CONSUMER}. */
  public Optional<String> groupRemoteAssignor() {
    return Optional.ofNullable(settings.get(ConsumerKeys.GROUP_REMOTE_ASSIGNOR));
  }

  /**
   * The assignors, the best liked first; one or more. Those that come with the consumer have a
   * short name: {@code range}, {@code roundrobin}, {@code sticky} or {@code cooperative-sticky}.
   */
  public List<Component<ConsumerPartitionAssignor>> assignors() {
    return settings.get(ConsumerKeys.ASSIGNORS);
  }

  public Duration sessionTimeout() {
    return settings.get(ConsumerKeys.SESSION_TIMEOUT);
  }

  /** Less than {@link #sessionTimeout()}. */
  public Duration heartbeatInterval() {
    return settings.get(ConsumerKeys.HEARTBEAT_INTERVAL);
  }

  public Duration maxPollInterval() {
    return settings.get(ConsumerKeys.MAX_POLL_INTERVAL);
  }

  /** 1 or more. */
  public int maxPollRecords() {
    return settings.get(ConsumerKeys.MAX_POLL_RECORDS);
  }

  /** Whether positions are committed in the background; never without a group. */
  public boolean isAutoCommit() {
    return settings.get(ConsumerKeys.ENABLE_AUTO_COMMIT) && groupId().isPresent();
  }

  public Duration autoCommitInterval() {
    return settings.get(ConsumerKeys.AUTO_COMMIT_INTERVAL);
  }

  public AutoOffsetReset autoOffsetReset() {
    return settings.get(ConsumerKeys.AUTO_OFFSET_RESET);
  }

  /** In bytes; 0 or more. */
  public int fetchMinBytes() {
    return settings.get(ConsumerKeys.FETCH_MIN_BYTES);
  }

  /** In bytes; 0 or more. */
  public int fetchMaxBytes() {
    return settings.get(ConsumerKeys.FETCH_MAX_BYTES);
  }

  public Duration fetchMaxWait() {
    return settings.get(ConsumerKeys.FETCH_MAX_WAIT);
  }

  /** In bytes; 0 or more. */
  public int maxPartitionFetchBytes() {
    return settings.get(ConsumerKeys.MAX_PARTITION_FETCH_BYTES);
  }

  public boolean checkCrcs() {
    return settings.get(ConsumerKeys.CHECK_CRCS);
  }

  public IsolationLevel isolationLevel() {
    return settings.get(ConsumerKeys.ISOLATION_LEVEL);
  }

  public boolean excludeInternalTopics() {
    return settings.get(ConsumerKeys.EXCLUDE_INTERNAL_TOPICS);
  }

  public boolean allowAutoCreateTopics() {
    return settings.get(ConsumerKeys.ALLOW_AUTO_CREATE_TOPICS);
  }

  /** The deserializer of keys, or empty if the user hands one to the consumer. */
  public Optional<Component<Deserializer>> keyDeserializer() {
    return Optional.ofNullable(settings.get(ConsumerKeys.KEY_DESERIALIZER));
  }

  /** The deserializer of values, or empty if the user hands one to the consumer. */
  public Optional<Component<Deserializer>> valueDeserializer() {
    return Optional.ofNullable(settings.get(ConsumerKeys.VALUE_DESERIALIZER));
  }

  public Duration defaultApiTimeout() {
    return settings.get(ConsumerKeys.DEFAULT_API_TIMEOUT);
  }

  /** Where the consumer runs, so that a near replica can serve it; empty if that is not said. */
  public String clientRack() {
    return settings.get(ClientKeys.CLIENT_RACK);
  }

  /** In the order in which they run. */
  public List<Component<ConsumerInterceptor>> interceptors() {
    return settings.get(ConsumerKeys.INTERCEPTORS);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConsumerSettings that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  /** All keys and values, secrets hidden. */
  @Override
  public String toString() {
    return "ConsumerSettings" + settings;
  }

  /** Builds settings without names of keys. Not safe for use by several threads. */
  public static final class Builder extends ClientSettingsBuilder<Builder> {
    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    /** {@code group.id}. */
    public Builder groupId(String id) {
      return set(ConsumerKeys.GROUP_ID.name(), id);
    }

    /** {@code group.instance.id}. */
    public Builder groupInstanceId(String id) {
      return set(ConsumerKeys.GROUP_INSTANCE_ID.name(), id);
    }

    /** {@code group.protocol}. */
    public Builder groupProtocol(GroupProtocol protocol) {
      return set(ConsumerKeys.GROUP_PROTOCOL.name(), protocol);
    }

    /** {@code group.remote.assignor}. */
    public Builder groupRemoteAssignor(String name) {
      return set(ConsumerKeys.GROUP_REMOTE_ASSIGNOR.name(), name);
    }

    /**
     * {@code partition.assignment.strategy}, by short names or names of classes, the best liked
     * first.
     */
    public Builder assignors(String... names) {
      return set(ConsumerKeys.ASSIGNORS.name(), List.of(names));
    }

    /** {@code partition.assignment.strategy}, by objects, the best liked first. */
    public Builder assignors(ConsumerPartitionAssignor... assignors) {
      return set(ConsumerKeys.ASSIGNORS.name(), List.of(assignors));
    }

    /** {@code session.timeout.ms} and {@code heartbeat.interval.ms}. */
    public Builder session(Duration timeout, Duration heartbeatInterval) {
      set(ConsumerKeys.HEARTBEAT_INTERVAL.name(), heartbeatInterval);
      return set(ConsumerKeys.SESSION_TIMEOUT.name(), timeout);
    }

    /** {@code max.poll.interval.ms}. */
    public Builder maxPollInterval(Duration time) {
      return set(ConsumerKeys.MAX_POLL_INTERVAL.name(), time);
    }

    /** {@code max.poll.records}. */
    public Builder maxPollRecords(int records) {
      return set(ConsumerKeys.MAX_POLL_RECORDS.name(), records);
    }

    /** {@code enable.auto.commit}. */
    public Builder autoCommit(boolean on) {
      return set(ConsumerKeys.ENABLE_AUTO_COMMIT.name(), on);
    }

    /** {@code auto.commit.interval.ms}. */
    public Builder autoCommitInterval(Duration time) {
      return set(ConsumerKeys.AUTO_COMMIT_INTERVAL.name(), time);
    }

    /** {@code auto.offset.reset}. */
    public Builder autoOffsetReset(AutoOffsetReset reset) {
      return set(ConsumerKeys.AUTO_OFFSET_RESET.name(), reset);
    }

    /** {@code fetch.min.bytes} and {@code fetch.max.wait.ms}. */
    public Builder fetchMin(int bytes, Duration longestWait) {
      set(ConsumerKeys.FETCH_MIN_BYTES.name(), bytes);
      return set(ConsumerKeys.FETCH_MAX_WAIT.name(), longestWait);
    }

    /** {@code fetch.max.bytes}. */
    public Builder fetchMaxBytes(int bytes) {
      return set(ConsumerKeys.FETCH_MAX_BYTES.name(), bytes);
    }

    /** {@code max.partition.fetch.bytes}. */
    public Builder maxPartitionFetchBytes(int bytes) {
      return set(ConsumerKeys.MAX_PARTITION_FETCH_BYTES.name(), bytes);
    }

    /** {@code isolation.level}. */
    public Builder isolationLevel(IsolationLevel level) {
      return set(ConsumerKeys.ISOLATION_LEVEL.name(), level);
    }

    /** {@code key.deserializer}. */
    public Builder keyDeserializer(Deserializer<?> deserializer) {
      return set(ConsumerKeys.KEY_DESERIALIZER.name(), deserializer);
    }

    /** {@code value.deserializer}. */
    public Builder valueDeserializer(Deserializer<?> deserializer) {
      return set(ConsumerKeys.VALUE_DESERIALIZER.name(), deserializer);
    }

    /** {@code default.api.timeout.ms}. */
    public Builder defaultApiTimeout(Duration time) {
      return set(ConsumerKeys.DEFAULT_API_TIMEOUT.name(), time);
    }

    /** {@code interceptor.classes}. */
    public Builder interceptors(List<? extends ConsumerInterceptor<?, ?>> interceptors) {
      return set(ConsumerKeys.INTERCEPTORS.name(), interceptors);
    }

    /**
     * Checks all that was set.
     *
     * @throws ConfigException if anything is not allowed; the message names every mistake
     */
    public ConsumerSettings build() {
      return of(given());
    }
  }
}
