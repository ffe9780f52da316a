package dev.klamm.core.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.core.group.GroupSettings;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A broker is told what to do by properties as Kafka's users have them. */
final class BrokerSettingsTest {

  @Test
  void theDefaultsAreKafkasButForTheRebalanceDelay() {
    BrokerSettings settings = BrokerSettings.of(Map.of());
    assertThat(settings.nodeId()).isEqualTo(1);
    assertThat(settings.limits()).isEqualTo(ListenerLimits.DEFAULT);
    assertThat(settings.groups())
        .isEqualTo(GroupSettings.defaults().withInitialRebalanceDelayMs(0));
    assertThat(settings.listeners())
        .containsExactly(new ListenerSettings("PLAINTEXT", new Endpoint("localhost", 9092), null));
    assertThat(settings.durability()).isNull();
    assertThat(settings.storageAddress()).isEqualTo("file:klamm-data");
  }

  @Test
  void theConfigurationThatComesWithKafkaStartsUs() throws IOException {
    BrokerSettings settings =
        properties(
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.bootstrap.servers=localhost:9093
            listeners=PLAINTEXT://:9092,CONTROLLER://:9093
            inter.broker.listener.name=PLAINTEXT
            advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
            controller.listener.names=CONTROLLER
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL
            num.network.threads=3
            num.io.threads=8
            socket.send.buffer.bytes=102400
            socket.receive.buffer.bytes=102400
            socket.request.max.bytes=104857600
            log.dirs=/tmp/kraft-combined-logs
            num.partitions=1
            num.recovery.threads.per.data.dir=2
            offsets.topic.replication.factor=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            log.retention.hours=168
            log.segment.bytes=1073741824
            log.retention.check.interval.ms=300000
            """);
    assertThat(settings.listeners())
        .containsExactly(
            new ListenerSettings(
                "PLAINTEXT", new Endpoint("", 9092), new Endpoint("localhost", 9092)));
    assertThat(settings.networkThreads()).isEqualTo(3);
    assertThat(settings.storageAddress()).isEqualTo("file:/tmp/kraft-combined-logs");
    assertThat(settings.config().unknown()).isEmpty();
  }

  private static BrokerSettings properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return BrokerSettings.of(map);
  }

  @Test
  void severalListenersHaveNamesOfTheirOwn() {
    BrokerSettings settings =
        BrokerSettings.of(
            Map.of(
                "listeners", "INSIDE://0.0.0.0:9092, outside://[::1]:19092",
                "advertised.listeners", "INSIDE://broker:9092,OUTSIDE://localhost:29092",
                "listener.security.protocol.map", "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT"));
    assertThat(settings.listeners())
        .containsExactly(
            new ListenerSettings(
                "INSIDE", new Endpoint("0.0.0.0", 9092), new Endpoint("broker", 9092)),
            new ListenerSettings(
                "OUTSIDE", new Endpoint("::1", 19092), new Endpoint("localhost", 29092)));
  }

  @Test
  void listenersThatCannotBeAreRefusedByName() {
    refused("'localhost:9092'", "listeners", "localhost:9092");
    refused("'PLAINTEXT://localhost:none'", "listeners", "PLAINTEXT://localhost:none");
    refused("'PLAINTEXT://localhost:70000'", "listeners", "PLAINTEXT://localhost:70000");
    refused("'PLAINTEXT' twice", "listeners", "PLAINTEXT://a:1,PLAINTEXT://b:2");
    refused("only PLAINTEXT", "listeners", "SSL://localhost:9093");
    refused("listener.security.protocol.map does not say", "listeners", "INSIDE://localhost:1");
    refused("but listeners only [PLAINTEXT]", "advertised.listeners", "OUTSIDE://localhost:1");
    refused(
        "must be NAME:PROTOCOL", "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,nonsense");
    refused("none for clients", "controller.listener.names", "PLAINTEXT");
  }

  private static void refused(String message, String key, String value) {
    assertThatThrownBy(() -> BrokerSettings.of(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void limitsAreRead() {
    BrokerSettings settings =
        BrokerSettings.of(
            Map.of(
                "socket.request.max.bytes", "1000",
                "max.connections", "5",
                "max.connections.per.ip", "2",
                "connections.max.idle.ms", "-1"));
    assertThat(settings.limits()).isEqualTo(new ListenerLimits(1000, 5, 2, 0));
  }

  @Test
  void groupsAreConfiguredInTheirUnits() {
    GroupSettings groups =
        BrokerSettings.of(
                Map.of(
                    "group.initial.rebalance.delay.ms", "0",
                    "offsets.retention.minutes", "2",
                    "group.max.size", "10"))
            .groups();
    assertThat(groups.initialRebalanceDelayMs()).isZero();
    assertThat(groups.offsetsRetentionMs()).isEqualTo(120_000);
    assertThat(groups.maxSize()).isEqualTo(10);
  }

  @Test
  void storageAndDurabilityAreOurOwnKeys() {
    BrokerSettings settings =
        BrokerSettings.of(Map.of("klamm.storage", "memory:", "klamm.durability", "os"));
    assertThat(settings.storageAddress()).isEqualTo("memory:");
    assertThat(settings.durability()).isEqualTo(Durability.OS);
  }
}
