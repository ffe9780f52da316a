package dev.klamm.strangers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.admin.ConfigCommand;
import org.apache.kafka.tools.ClientMetricsCommand;
import org.apache.kafka.tools.DeleteRecordsCommand;
import org.apache.kafka.tools.GetOffsetShell;
import org.apache.kafka.tools.LeaderElectionCommand;
import org.apache.kafka.tools.LogDirsCommand;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.reassign.ReassignPartitionsCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kafka-topics, kafka-configs, the console clients, and the rest that is about topics. */
final class TopicToolsTest extends ToolBed {

  @Test
  void topicsAreCreatedAndListedAndDescribedAndAlteredAndDeleted() {
    String topic = node.name("topic");
    run(
            TopicCommand::main,
            "--create",
            "--topic",
            topic,
            "--partitions",
            "2",
            "--config",
            "retention.ms=1000")
        .succeeded();
    assertThat(run(TopicCommand::main, "--list").succeeded().lines()).contains(topic);
    assertThat(describe(topic)).contains("PartitionCount: 2").contains("retention.ms=1000");
    run(TopicCommand::main, "--alter", "--topic", topic, "--partitions", "5").succeeded();
    assertThat(describe(topic)).contains("PartitionCount: 5");
    assertThat(run(TopicCommand::main, "--create", "--topic", topic).failed()).contains("exists");
    run(TopicCommand::main, "--create", "--if-not-exists", "--topic", topic).succeeded();
    run(TopicCommand::main, "--delete", "--topic", topic).succeeded();
    assertThat(run(TopicCommand::main, "--list").succeeded().lines()).doesNotContain(topic);
  }

  @Test
  void topicsWithoutAFullSetOfReplicasAreNone() {
    topic(1);
    for (String problem :
        new String[] {
          "--under-replicated-partitions", "--unavailable-partitions", "--under-min-isr-partitions"
        }) {
      assertThat(run(TopicCommand::main, "--describe", problem).succeeded()).isBlank();
    }
  }

  @Test
  void configurationIsAlteredAndDescribed() {
    String topic = topic(1);
    String[] change = {"--alter", "--entity-type", "topics", "--entity-name", topic};
    configs(change, "--add-config", "retention.ms=77,cleanup.policy=[compact,delete]");
    assertThat(describeConfigs("topics", topic)).contains("retention.ms=77");
    configs(change, "--delete-config", "retention.ms");
    assertThat(describeConfigs("topics", topic))
        .doesNotContain("retention.ms=77")
        .contains("compact,delete");
    assertThat(
            run(
                    ConfigCommand::main,
                    "--describe",
                    "--all",
                    "--entity-type",
                    "brokers",
                    "--entity-default")
                .status())
        .isZero();
    assertThat(
            run(
                    ConfigCommand::main,
                    "--describe",
                    "--all",
                    "--entity-type",
                    "brokers",
                    "--entity-name",
                    "1")
                .succeeded())
        .contains("log.retention.ms=")
        .contains("node.id=1");
    assertThat(
            run(
                    ConfigCommand::main,
                    "--alter",
                    "--entity-type",
                    "topics",
                    "--entity-name",
                    topic,
                    "--add-config",
                    "no.such.key=1")
                .failed())
        .contains("no.such.key");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void whatTheConsoleProducerWritesTheConsoleConsumerReads(String codec) {
    String topic = topic(1);
    produce(
        topic,
        "h:1\tk1\tv1\nh:2\tk2\tv2\n",
        "--compression-codec",
        codec,
        "--reader-property",
        "parse.key=true",
        "--reader-property",
        "parse.headers=true");
    String read =
        run(
                ConsoleConsumer::main,
                "--topic",
                topic,
                "--from-beginning",
                "--max-messages",
                "2",
                "--timeout-ms",
                "20000",
                "--formatter-property",
                "print.key=true",
                "--formatter-property",
                "print.headers=true",
                "--formatter-property",
                "print.offset=true")
            .succeeded();
    assertThat(read.lines()).containsExactly("Offset:0\th:1\tk1\tv1", "Offset:1\th:2\tk2\tv2");
  }

  @Test
  void offsetsAreTold() {
    String topic = topic(2);
    produce(topic, "a\nb\nc\n");
    assertThat(offsets(topic, "-1")).containsExactly("3");
    assertThat(offsets(topic, "earliest")).containsExactly("0");
    assertThat(offsets(topic, "max-timestamp")).isNotEmpty();
  }

  /** The sum over a topic's partitions. */
  private static java.util.List<String> offsets(String topic, String time) {
    long sum =
        run(GetOffsetShell::main, "--topic", topic, "--time", time)
            .succeeded()
            .lines()
            .map(line -> line.substring(line.lastIndexOf(':') + 1))
            .mapToLong(Long::parseLong)
            .sum();
    return java.util.List.of(Long.toString(sum));
  }

  @Test
  void recordsAreDeletedAsAFileSays(@TempDir Path directory) throws Exception {
    String topic = topic(1);
    produce(topic, "a\nb\nc\n");
    Path file = directory.resolve("delete.json");
    Files.writeString(
        file,
        """
        {"partitions": [{"topic": "%s", "partition": 0, "offset": 2}], "version": 1}
        """
            .formatted(topic));
    assertThat(run(DeleteRecordsCommand::main, "--offset-json-file", file.toString()).succeeded())
        .contains("low_watermark: 2");
    assertThat(offsets(topic, "earliest")).containsExactly("2");
  }

  @Test
  void directoriesAreDescribed() {
    String topic = topic(1);
    assertThat(run(LogDirsCommand::main, "--describe", "--topic-list", topic).succeeded())
        .contains("\"partition\":\"" + topic + "-0\"")
        .contains("\"error\":null");
  }

  @Test
  void leadersNeedNoElection() {
    String topic = topic(1);
    assertThat(
            run(
                    LeaderElectionCommand::main,
                    "--election-type",
                    "preferred",
                    "--topic",
                    topic,
                    "--partition",
                    "0")
                .succeeded())
        .contains("Valid replica already elected");
  }

  @Test
  void partitionsAreReassignedToWhereTheyAre(@TempDir Path directory) throws Exception {
    String topic = topic(2);
    Path topics = directory.resolve("topics.json");
    Files.writeString(topics, "{\"topics\": [{\"topic\": \"" + topic + "\"}], \"version\": 1}");
    String generated =
        run(
                ReassignPartitionsCommand::main,
                "--topics-to-move-json-file",
                topics.toString(),
                "--broker-list",
                "1",
                "--generate")
            .succeeded();
    Path plan = directory.resolve("plan.json");
    Files.writeString(plan, generated.substring(generated.lastIndexOf("{\"version\"")));
    for (String step : new String[] {"--execute", "--verify"}) {
      assertThat(
              run(
                      ReassignPartitionsCommand::main,
                      "--reassignment-json-file",
                      plan.toString(),
                      step)
                  .succeeded())
          .contains(topic + "-0");
    }
    assertThat(run(ReassignPartitionsCommand::main, "--list").succeeded())
        .contains("No partition reassignments found");
  }

  @Test
  void thereAreNoClientMetrics() {
    assertThat(run(ClientMetricsCommand::main, "--list").succeeded()).isBlank();
  }

  private static void configs(String[] change, String... more) {
    String[] all = java.util.Arrays.copyOf(change, change.length + more.length);
    System.arraycopy(more, 0, all, change.length, more.length);
    run(ConfigCommand::main, all).succeeded();
  }

  private static String describeConfigs(String type, String name) {
    return run(ConfigCommand::main, "--describe", "--entity-type", type, "--entity-name", name)
        .succeeded();
  }

  private static String describe(String topic) {
    return run(TopicCommand::main, "--describe", "--topic", topic).succeeded();
  }
}
