package dev.klamm.strangers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.tools.GroupsCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.apache.kafka.tools.consumer.group.ShareGroupCommand;
import org.apache.kafka.tools.streams.StreamsGroupCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kafka-consumer-groups and kafka-groups, for groups of both protocols. */
final class GroupToolsTest extends ToolBed {

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"classic", "consumer"})
  void groupsAreListedAndDescribedAndResetAndDeleted(String protocol) {
    String topic = topic(2);
    String group = node.name("group");
    produce(topic, "a\nb\nc\n");
    consume(topic, group, protocol);
    assertThat(groups("--list").succeeded().lines()).contains(group);
    assertThat(groups("--list", "--state").succeeded()).contains(group);
    assertThat(groups("--list", "--type", protocol).succeeded()).contains(group);
    assertThat(groups("--describe", "--group", group).succeeded()).contains(topic);
    assertThat(groups("--describe", "--group", group, "--members").said())
        .contains("no active members");
    assertThat(groups("--describe", "--group", group, "--state").succeeded()).contains("Empty");
    assertThat(
            groups(
                    "--reset-offsets",
                    "--group",
                    group,
                    "--topic",
                    topic,
                    "--to-earliest",
                    "--execute")
                .succeeded())
        .contains(topic);
    consume(topic, group, protocol);
    assertThat(
            groups("--reset-offsets", "--group", group, "--all-topics", "--shift-by", "-1")
                .status())
        .isZero();
    assertThat(groups("--delete-offsets", "--group", group, "--topic", topic).succeeded())
        .contains("Successful");
    assertThat(groups("--delete", "--group", group).succeeded()).contains("successful");
    assertThat(groups("--list").succeeded().lines()).doesNotContain(group);
  }

  @Test
  void groupsOfAllTypesAreListed() {
    String topic = topic(1);
    String group = node.name("group");
    produce(topic, "a\nb\nc\n");
    consume(topic, group, "classic");
    assertThat(run(GroupsCommand::main, "--list").succeeded()).contains(group);
  }

  @Test
  void aGroupThatIsNotThereIsNotFound() {
    assertThat(groups("--describe", "--group", node.name("none")).said()).contains("not found");
  }

  @Test
  void shareGroupsAndStreamsGroupsAreNotThere() {
    assertThat(run(ShareGroupCommand::main, "--list").succeeded()).isBlank();
    assertThat(run(ShareGroupCommand::main, "--describe", "--group", "g").said())
        .containsAnyOf("UnsupportedVersion", "not found", "does not support");
    assertThat(run(StreamsGroupCommand::main, "--list").succeeded()).isBlank();
    assertThat(run(StreamsGroupCommand::main, "--describe", "--group", "g").said())
        .containsAnyOf("UnsupportedVersion", "not found", "does not support");
  }

  private static Command groups(String... arguments) {
    return run(ConsumerGroupCommand::main, arguments);
  }

  private static void consume(String topic, String group, String protocol) {
    run(
            ConsoleConsumer::main,
            "--topic",
            topic,
            "--group",
            group,
            "--from-beginning",
            "--max-messages",
            "3",
            "--timeout-ms",
            "20000",
            "--command-property",
            "group.protocol=" + protocol)
        .succeeded();
  }
}
