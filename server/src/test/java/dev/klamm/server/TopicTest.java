package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TopicTest {

  private static BrokerProcess broker;

  @BeforeAll
  static void startBroker() {
    broker = CommandRun.broker();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void topicsAreCreatedListedAndDeleted() {
    assertThat(CommandRun.on(broker, "topic", "create", "a-1", "a-2", "--partitions", "3").lines())
        .containsExactly("created a-1, partitions: 3", "created a-2, partitions: 3");
    assertThat(CommandRun.on(broker, "topic", "list").lines()).contains("a-1", "a-2");
    assertThat(CommandRun.on(broker, "topic", "delete", "a-1").lines())
        .containsExactly("deleted a-1");
    assertThat(CommandRun.on(broker, "topic", "list").lines())
        .contains("a-2")
        .doesNotContain("a-1");
  }

  @Test
  void existingTopicsFailOrAreLeftAlone() {
    CommandRun.on(broker, "topic", "create", "exists");

    assertThat(CommandRun.failing(broker, "topic", "create", "exists").err()).contains("exists");
    assertThat(CommandRun.on(broker, "topic", "create", "exists", "--if-not-exists").lines())
        .containsExactly("exists exists already");
  }

  @Test
  void missingTopicsFailOrAreLeftAlone() {
    assertThat(CommandRun.failing(broker, "topic", "delete", "missing").err())
        .isEqualTo("klamm: topic 'missing' does not exist\n");
    assertThat(CommandRun.on(broker, "topic", "delete", "missing", "--if-exists").lines())
        .containsExactly("missing does not exist");
    assertThat(CommandRun.failing(broker, "topic", "describe", "missing").err())
        .contains("missing");
    assertThat(CommandRun.failing(broker, "topic", "alter", "missing", "--partitions", "3").err())
        .contains("missing");
  }

  @Test
  void describeShowsPartitionsOffsetsAndSettings() {
    CommandRun.on(
        broker,
        "topic",
        "create",
        "described",
        "--partitions",
        "2",
        "--config",
        "retention.ms=60000",
        "--config",
        "cleanup.policy=delete");
    CommandRun.withInput("a\nb\n", new String[] {"produce", "described", "-p", "1", "-q"}, broker);

    assertThat(CommandRun.on(broker, "topic", "describe", "described").lines())
        .anyMatch(line -> line.startsWith("topic described, id "))
        .contains("  retention.ms=60000", "  cleanup.policy=delete")
        .contains("PARTITION  LEADER  REPLICAS  ISR  START-OFFSET  END-OFFSET")
        .anyMatch(line -> line.matches("0 +\\d+ +\\d+ +\\d+ +0 +0"))
        .anyMatch(line -> line.matches("1 +\\d+ +\\d+ +\\d+ +0 +2"));
    assertThat(CommandRun.on(broker, "topic", "describe", "described", "-o", "json").out())
        .startsWith("[{\"name\":\"described\",\"topicId\":\"")
        .contains("\"configs\":{\"cleanup.policy\":\"delete\",\"retention.ms\":\"60000\"}")
        .contains("\"startOffset\":0,\"endOffset\":2}]}]")
        .hasLineCount(1);
  }

  @Test
  void alterChangesSettingsAndPartitions() {
    CommandRun.on(broker, "topic", "create", "altered", "--config", "retention.ms=1000000");
    CommandRun.on(
        broker,
        "topic",
        "alter",
        "altered",
        "--partitions",
        "4",
        "--config",
        "max.message.bytes=5000",
        "--delete-config",
        "retention.ms");

    assertThat(CommandRun.on(broker, "topic", "describe", "altered").out())
        .contains("max.message.bytes=5000")
        .contains("\n3  ")
        .doesNotContain("retention.ms");
  }

  @Test
  void listAsJsonNamesTheFields() {
    CommandRun.on(broker, "topic", "create", "in-json");

    assertThat(CommandRun.on(broker, "topic", "list", "-o", "json").out())
        .contains("{\"name\":\"in-json\",\"topicId\":\"")
        .contains("\"internal\":false}");
  }

  @Test
  void whatTheBrokerRefusesIsSaidInALine() {
    assertThat(
            CommandRun.failing(broker, "topic", "create", "bad", "--config", "retention.ms=soon")
                .err())
        .contains("retention.ms", "soon");
    assertThat(CommandRun.failing(broker, "topic", "create", "bad name!").err())
        .contains("bad name!");
    assertThat(CommandRun.failing(broker, "topic", "create", "bad", "--partitions", "0").err())
        .contains("partition");
  }
}
