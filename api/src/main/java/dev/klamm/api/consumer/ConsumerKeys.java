package dev.klamm.api.consumer;

import dev.klamm.api.config.ClientKeys;
import dev.klamm.api.config.Component;
import dev.klamm.api.config.ConfigDefinition;
import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.KafkaKeyNames;
import dev.klamm.api.serde.Deserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The consumer's keys: Kafka's names and defaults. */
@SuppressWarnings("rawtypes") // a class object cannot carry type arguments
final class ConsumerKeys {
  private static final String NO_SHARES = "share groups come in a later version";

  static final ConfigKey<String> GROUP_ID =
      ConfigKey.text("group.id")
          .notEmpty()
          .high()
          .doc("The group whose members share the partitions.");

  static final ConfigKey<String> GROUP_INSTANCE_ID =
      ConfigKey.text("group.instance.id")
          .notEmpty()
          .doc(
              "Makes this a static member, which keeps its partitions over a restart that is shorter than its session.");

  static final ConfigKey<GroupProtocol> GROUP_PROTOCOL =
      ConfigKey.choice("group.protocol", GroupProtocol.class)
          .defaultTo(GroupProtocol.CLASSIC)
          .high()
          .doc("How the members of the group agree on who reads what.");

  static final ConfigKey<String> GROUP_REMOTE_ASSIGNOR =
      ConfigKey.text("group.remote.assignor")
          .notEmpty()
          .doc(
              "Which of the broker's assignors shares out the partitions, with group.protocol=consumer;"
                  + " if it is left out, the broker chooses.");

  static final ConfigKey<List<Component<ConsumerPartitionAssignor>>> ASSIGNORS =
      ConfigKey.components(
              "partition.assignment.strategy",
              ConsumerPartitionAssignor.class,
              Assignors.SHORT_NAMES)
          .defaultTo(
              List.of(Component.ofShortName("range"), Component.ofShortName("cooperative-sticky")))
          .allow(
              "one or more of range, roundrobin, sticky, cooperative-sticky, or classes that are a "
                  + ConsumerPartitionAssignor.class.getName(),
              list -> !list.isEmpty())
          .doc("How the leader shares out the partitions; the best liked first.");

  static final ConfigKey<Duration> SESSION_TIMEOUT =
      ConfigKey.millis("session.timeout.ms")
          .defaultTo(Duration.ofSeconds(45))
          .atLeast(1)
          .high()
          .doc(
              "After how long without a heartbeat the group gives this member's partitions to others.");

  static final ConfigKey<Duration> HEARTBEAT_INTERVAL =
      ConfigKey.millis("heartbeat.interval.ms")
          .defaultTo(Duration.ofSeconds(3))
          .atLeast(1)
          .high()
          .doc("How often heartbeats are sent; a third of session.timeout.ms or less is good.");

  static final ConfigKey<Duration> MAX_POLL_INTERVAL =
      ConfigKey.millis("max.poll.interval.ms")
          .defaultTo(Duration.ofMinutes(5))
          .atLeast(1)
          .doc("After how long without a poll this member gives up its partitions.");

  static final ConfigKey<Integer> MAX_POLL_RECORDS =
      ConfigKey.int32("max.poll.records")
          .defaultTo(500)
          .atLeast(1)
          .doc("The most records that one poll gives.");

  static final ConfigKey<Boolean> ENABLE_AUTO_COMMIT =
      ConfigKey.bool("enable.auto.commit")
          .defaultTo(true)
          .doc("Whether positions are committed in the background while polling.");

  static final ConfigKey<Duration> AUTO_COMMIT_INTERVAL =
      ConfigKey.millis("auto.commit.interval.ms")
          .defaultTo(Duration.ofSeconds(5))
          .atLeast(0)
          .low()
          .doc("How often positions are committed in the background.");

  static final ConfigKey<AutoOffsetReset> AUTO_OFFSET_RESET =
      ConfigKey.of("auto.offset.reset", AutoOffsetResetType.INSTANCE)
          .defaultTo(AutoOffsetReset.LATEST)
          .doc("Where to begin in a partition for which no valid offset is committed.");

  static final ConfigKey<Integer> FETCH_MIN_BYTES =
      ConfigKey.int32("fetch.min.bytes")
          .defaultTo(1)
          .atLeast(0)
          .high()
          .doc("How many bytes the broker waits for before it answers a fetch.");

  static final ConfigKey<Integer> FETCH_MAX_BYTES =
      ConfigKey.int32("fetch.max.bytes")
          .defaultTo(50 * 1024 * 1024)
          .atLeast(0)
          .doc("The most bytes of one answer; a batch that is larger comes by itself.");

  static final ConfigKey<Duration> FETCH_MAX_WAIT =
      ConfigKey.millis("fetch.max.wait.ms")
          .defaultTo(Duration.ofMillis(500))
          .atLeast(0)
          .low()
          .doc("How long the broker waits for fetch.min.bytes.");

  static final ConfigKey<Integer> MAX_PARTITION_FETCH_BYTES =
      ConfigKey.int32("max.partition.fetch.bytes")
          .defaultTo(1024 * 1024)
          .atLeast(0)
          .high()
          .doc(
              "The most bytes of one partition in one answer; a batch that is larger comes by itself.");

  static final ConfigKey<Boolean> CHECK_CRCS =
      ConfigKey.bool("check.crcs")
          .defaultTo(true)
          .low()
          .doc("Whether the checksum of each batch is checked.");

  static final ConfigKey<IsolationLevel> ISOLATION_LEVEL =
      ConfigKey.choice("isolation.level", IsolationLevel.class)
          .defaultTo(IsolationLevel.READ_UNCOMMITTED)
          .doc("Whether records of open and aborted transactions are read.");

  static final ConfigKey<Boolean> EXCLUDE_INTERNAL_TOPICS =
      ConfigKey.bool("exclude.internal.topics")
          .defaultTo(true)
          .doc("Whether patterns leave out the topics of the broker itself.");

  static final ConfigKey<Boolean> ALLOW_AUTO_CREATE_TOPICS =
      ConfigKey.bool("allow.auto.create.topics")
          .defaultTo(true)
          .doc(
              "Whether the broker may create a topic that is subscribed to, if its own settings allow that.");

  static final ConfigKey<Component<Deserializer>> KEY_DESERIALIZER =
      ConfigKey.component("key.deserializer", Deserializer.class)
          .high()
          .doc("Turns bytes into keys.");

  static final ConfigKey<Component<Deserializer>> VALUE_DESERIALIZER =
      ConfigKey.component("value.deserializer", Deserializer.class)
          .high()
          .doc("Turns bytes into values.");

  static final ConfigKey<Duration> DEFAULT_API_TIMEOUT =
      ConfigKey.millis("default.api.timeout.ms")
          .defaultTo(Duration.ofMinutes(1))
          .atLeast(0)
          .doc("How long calls without a duration of their own may take.");

  static final ConfigKey<List<Component<ConsumerInterceptor>>> INTERCEPTORS =
      ConfigKey.components("interceptor.classes", ConsumerInterceptor.class, Map.of())
          .defaultTo(List.of())
          .low()
          .doc(
              "See the records that polls give and the offsets that are committed, in this order.");

  private static final List<ConfigKey<?>> HONOURED =
      List.of(
          GROUP_ID,
          GROUP_INSTANCE_ID,
          GROUP_PROTOCOL,
          GROUP_REMOTE_ASSIGNOR,
          ASSIGNORS,
          SESSION_TIMEOUT,
          HEARTBEAT_INTERVAL,
          MAX_POLL_INTERVAL,
          MAX_POLL_RECORDS,
          ENABLE_AUTO_COMMIT,
          AUTO_COMMIT_INTERVAL,
          AUTO_OFFSET_RESET,
          FETCH_MIN_BYTES,
          FETCH_MAX_BYTES,
          FETCH_MAX_WAIT,
          MAX_PARTITION_FETCH_BYTES,
          CHECK_CRCS,
          ISOLATION_LEVEL,
          EXCLUDE_INTERNAL_TOPICS,
          ALLOW_AUTO_CREATE_TOPICS,
          KEY_DESERIALIZER,
          VALUE_DESERIALIZER,
          DEFAULT_API_TIMEOUT,
          INTERCEPTORS,
          ClientKeys.CLIENT_RACK);

  private static final List<ConfigKey<?>> OTHERS =
      List.of(
          ConfigKey.text("share.acknowledgement.mode")
              .defaultTo("implicit")
              .withoutEffect(NO_SHARES)
              .doc("How records of a share group are acknowledged."),
          ConfigKey.text("share.acquire.mode")
              .defaultTo("BATCH_OPTIMIZED")
              .withoutEffect(NO_SHARES)
              .doc("How records of a share group are acquired."),
          ConfigKey.bool("internal.throw.on.fetch.stable.offset.unsupported")
              .defaultTo(false)
              .low()
              .withoutEffect("every broker that a client can speak to has stable offsets")
              .doc("An internal key of Kafka Streams."),
          ConfigKey.bool("enable.metrics.push")
              .defaultTo(true)
              .low()
              .withoutEffect("metrics are not pushed yet")
              .doc("Whether to send metrics to the broker (KIP-714)."));

  static final ConfigDefinition DEFINITION =
      ConfigDefinition.of(ClientKeys.with(HONOURED, OTHERS)).besides(KafkaKeyNames.OF_SOME_CLIENT);

  private ConsumerKeys() {}

  /** The assignors that come with the consumer, under every name that users know them by. */
  private static final class Assignors {
    static final Map<String, String> SHORT_NAMES = shortNames();

    private static Map<String, String> shortNames() {
      Map<String, String> names = new HashMap<>();
      Map<String, String> byClass =
          Map.of(
              "RangeAssignor", "range",
              "RoundRobinAssignor", "roundrobin",
              "StickyAssignor", "sticky",
              "CooperativeStickyAssignor", "cooperative-sticky");
      byClass.forEach(
          (type, name) -> {
            names.put(name, name);
            names.put("org.apache.kafka.clients.consumer." + type, name);
            names.put("dev.klamm.api.consumer." + type, name);
          });
      return Map.copyOf(names);
    }
  }
}
