package dev.klamm.api.consumer;

import dev.klamm.api.config.CommonClientConfigs;
import dev.klamm.api.config.ConfigDefinition;
import java.util.Set;

/**
 * The names of the consumer's keys, for those who write {@code
 * props.put(ConsumerConfig.GROUP_ID_CONFIG, "billing")}. {@link ConsumerSettings} reads such a map,
 * and its builder sets the same without names.
 *
 * @since 0.1
 */
public final class ConsumerConfig extends CommonClientConfigs {
  public static final String ALLOW_AUTO_CREATE_TOPICS_CONFIG = "allow.auto.create.topics";
  public static final String AUTO_COMMIT_INTERVAL_MS_CONFIG = "auto.commit.interval.ms";
  public static final String AUTO_OFFSET_RESET_CONFIG = "auto.offset.reset";
  public static final String CHECK_CRCS_CONFIG = "check.crcs";
  public static final String DEFAULT_API_TIMEOUT_MS_CONFIG = "default.api.timeout.ms";
  public static final String ENABLE_AUTO_COMMIT_CONFIG = "enable.auto.commit";
  public static final String EXCLUDE_INTERNAL_TOPICS_CONFIG = "exclude.internal.topics";
  public static final String FETCH_MAX_BYTES_CONFIG = "fetch.max.bytes";
  public static final String FETCH_MAX_WAIT_MS_CONFIG = "fetch.max.wait.ms";
  public static final String FETCH_MIN_BYTES_CONFIG = "fetch.min.bytes";
  public static final String GROUP_ID_CONFIG = "group.id";
  public static final String GROUP_INSTANCE_ID_CONFIG = "group.instance.id";
  public static final String GROUP_PROTOCOL_CONFIG = "group.protocol";
  public static final String GROUP_REMOTE_ASSIGNOR_CONFIG = "group.remote.assignor";
  public static final String HEARTBEAT_INTERVAL_MS_CONFIG = "heartbeat.interval.ms";
  public static final String INTERCEPTOR_CLASSES_CONFIG = "interceptor.classes";
  public static final String ISOLATION_LEVEL_CONFIG = "isolation.level";
  public static final String KEY_DESERIALIZER_CLASS_CONFIG = "key.deserializer";
  public static final String MAX_PARTITION_FETCH_BYTES_CONFIG = "max.partition.fetch.bytes";
  public static final String MAX_POLL_INTERVAL_MS_CONFIG = "max.poll.interval.ms";
  public static final String MAX_POLL_RECORDS_CONFIG = "max.poll.records";
  public static final String PARTITION_ASSIGNMENT_STRATEGY_CONFIG = "partition.assignment.strategy";
  public static final String SESSION_TIMEOUT_MS_CONFIG = "session.timeout.ms";
  public static final String SHARE_ACKNOWLEDGEMENT_MODE_CONFIG = "share.acknowledgement.mode";
  public static final String SHARE_ACQUIRE_MODE_CONFIG = "share.acquire.mode";
  public static final String VALUE_DESERIALIZER_CLASS_CONFIG = "value.deserializer";

  private ConsumerConfig() {}

  /** All keys of the consumer, with types, defaults and descriptions. */
  public static ConfigDefinition definition() {
    return ConsumerKeys.DEFINITION;
  }

  /** The names of all keys. */
  public static Set<String> configNames() {
    return ConsumerKeys.DEFINITION.names();
  }
}
