package dev.klamm.api.admin;

import dev.klamm.api.config.ClientKeys;
import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.KafkaKeyNames;
import java.time.Duration;
import java.util.List;

/** The admin client's keys: Kafka's names and defaults. */
final class AdminKeys {
  static final ConfigKey<Duration> DEFAULT_API_TIMEOUT =
      ConfigKey.millis("default.api.timeout.ms")
          .defaultTo(Duration.ofMinutes(1))
          .atLeast(0)
          .doc("Within what time a call must be done if its options do not say.");

  static final ConfigKey<Integer> RETRIES =
      ConfigKey.int32("retries")
          .defaultTo(Integer.MAX_VALUE)
          .atLeast(0)
          .low()
          .doc("How often a request is sent again; best left to default.api.timeout.ms.");

  private static final List<ConfigKey<?>> OWN =
      List.of(
          DEFAULT_API_TIMEOUT,
          RETRIES,
          ClientKeys.connectionsMaxIdle(Duration.ofMinutes(5)),
          ConfigKey.list("bootstrap.controllers")
              .defaultTo(List.of())
              .high()
              .refused("the client speaks to brokers, not to controllers")
              .doc("Where to ask for the cluster's controllers first."),
          ConfigKey.bool("enable.metrics.push")
              .defaultTo(false)
              .low()
              .withoutEffect("metrics are not pushed yet")
              .doc("Whether to send metrics to the broker (KIP-714)."));

  static final ConfigDefinition DEFINITION =
      ConfigDefinition.of(ClientKeys.with(OWN)).besides(KafkaKeyNames.OF_SOME_CLIENT);

  private AdminKeys() {}
}
