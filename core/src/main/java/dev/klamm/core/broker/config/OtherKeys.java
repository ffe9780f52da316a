package dev.klamm.core.broker.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are found in files for Kafka's broker and are none of its keys of today: those it no
 * longer has, and those it hands to plug-ins. Each is accepted without effect, with a reason.
 */
final class OtherKeys {

  private static final String NO_ZOOKEEPER =
      "Kafka has no ZooKeeper any more, and this broker none";
  private static final String NO_OLD_BROKERS = "there are no brokers of older versions beside it";
  private static final String OLD_FORMATS = "only batches of the current format are kept";
  private static final String LISTENERS = "Kafka dropped it for 'listeners'";
  private static final String ADVERTISED = "Kafka dropped it for 'advertised.listeners'";
  private static final String QUOTAS = "there are no quotas";
  private static final String NO_ACCESS_CONTROL = "there is no access control";
  private static final String NO_TIERS = "there is no tiered storage of Kafka's kind";
  private static final String NO_REPORTERS = "Kafka's reporters of metrics cannot be plugged in";
  private static final String NO_ENCODED =
      "passwords in the dynamic configuration are not encrypted, since there are none";

  private static final Map<String, String> NAMES = new LinkedHashMap<>();
  private static final Map<String, String> PREFIXES = new LinkedHashMap<>();

  static {
    NAMES.put("advertised.host.name", ADVERTISED);
    NAMES.put("advertised.port", ADVERTISED);
    NAMES.put("allow.everyone.if.no.acl.found", NO_ACCESS_CONTROL);
    NAMES.put("auto.include.jmx.reporter", NO_REPORTERS);
    NAMES.put("broker.id.generation.enable", NO_ZOOKEEPER);
    NAMES.put("control.plane.listener.name", NO_ZOOKEEPER);
    NAMES.put("delegation.token.master.key", "Kafka dropped it for 'delegation.token.secret.key'");
    NAMES.put(
        "group.coordinator.new.enable", "Kafka has only one group coordinator, and so has this");
    NAMES.put("host.name", LISTENERS);
    NAMES.put("inter.broker.protocol.version", NO_OLD_BROKERS);
    NAMES.put("log.message.downconversion.enable", OLD_FORMATS);
    NAMES.put("log.message.format.version", OLD_FORMATS);
    NAMES.put(
        "log.message.timestamp.difference.max.ms",
        "Kafka dropped it for 'log.message.timestamp.before.max.ms' and '...after.max.ms'");
    NAMES.put("offsets.commit.required.acks", "commits of offsets always wait for the store");
    NAMES.put("port", LISTENERS);
    NAMES.put("quota.consumer.default", QUOTAS);
    NAMES.put("quota.producer.default", QUOTAS);
    NAMES.put("reserved.broker.max.id", NO_ZOOKEEPER);
    NAMES.put("super.users", NO_ACCESS_CONTROL);
    PREFIXES.put("kafka.csv.metrics.", NO_REPORTERS);
    PREFIXES.put("metrics.context.", NO_REPORTERS);
    PREFIXES.put("metrics.jmx.", NO_REPORTERS);
    PREFIXES.put("password.encoder.", NO_ENCODED);
    PREFIXES.put("rlmm.config.", NO_TIERS);
    PREFIXES.put("rsm.config.", NO_TIERS);
    PREFIXES.put("zookeeper.", NO_ZOOKEEPER);
  }

  private OtherKeys() {}

  /** Why a key is without effect, or null when it is not among these. */
  static @Nullable String reason(String name) {
    String exact = NAMES.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
      if (name.startsWith(prefix.getKey())) {
        return prefix.getValue();
      }
    }
    return null;
  }

  /** All, by name, with their reasons; of those with a common prefix the prefix and a star. */
  static Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(NAMES);
    PREFIXES.forEach((prefix, reason) -> all.put(prefix + "*", reason));
    return all;
  }
}
