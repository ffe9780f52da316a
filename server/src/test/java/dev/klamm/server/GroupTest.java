package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupTest {

  private static BrokerProcess broker;

  @BeforeAll
  static void startBroker() {
    broker = CommandRun.broker();
    String records =
        """
        {"partition":0,"timestamp":1000,"value":"a"}
        {"partition":0,"timestamp":2000,"value":"b"}
        {"partition":0,"timestamp":3000,"value":"c"}
        {"partition":0,"timestamp":4000,"value":"d"}
        {"partition":0,"timestamp":5000,"value":"e"}
        """;
    CommandRun.withInput(records, new String[] {"produce", "read", "-o", "json", "-q"}, broker);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** A group that has read two of the five records. */
  private static void readTwo(String group) {
    CommandRun.on(broker, "consume", "read", "--group", group, "-n", "2", "--from-beginning");
  }

  private static List<String> reset(String group, String... how) {
    String[] args = new String[how.length + 3];
    args[0] = "group";
    args[1] = "reset-offsets";
    args[2] = group;
    System.arraycopy(how, 0, args, 3, how.length);
    return CommandRun.on(broker, args).lines();
  }

  @Test
  void describeShowsTheLag() {
    readTwo("behind");

    List<String> lines = CommandRun.on(broker, "group", "describe", "behind").lines();

    assertThat(lines.get(0)).startsWith("group behind, Empty, members: 0, classic");
    assertThat(lines.get(1)).startsWith("TOPIC  PARTITION  COMMITTED  END  LAG  MEMBER-ID");
    assertThat(lines.get(2)).matches("read +0 +2 +5 +3 +- +- +-");
    assertThat(CommandRun.on(broker, "group", "describe", "behind", "-o", "json").out())
        .contains("\"committed\":2,\"end\":5,\"lag\":3");
  }

  @Test
  void listShowsStates() {
    readTwo("listed");

    assertThat(CommandRun.on(broker, "group", "list").lines())
        .anyMatch(line -> line.matches("listed +Empty +Classic +consumer"));
    assertThat(CommandRun.on(broker, "group", "list", "--state", "stable").out())
        .doesNotContain("listed");
    assertThat(CommandRun.on(broker, "group", "list", "--type", "classic").out())
        .contains("listed");
    assertThat(CommandRun.on(broker, "group", "list", "--type", "consumer").out())
        .doesNotContain("listed");
    assertThat(CommandRun.on(broker, "group", "list", "-o", "json").out())
        .contains("{\"group\":\"listed\",\"state\":\"Empty\"");
  }

  @ParameterizedTest
  @CsvSource({
    "--to-earliest,, 0",
    "--to-current,, 2",
    "--to-latest,, 5",
    "--to-offset, 3, 3",
    "--to-offset, 99, 5",
    "--shift-by, 2, 4",
    "--shift-by, -1, 1",
    "--shift-by, -9, 0",
    "--to-datetime, 1970-01-01T00:00:03Z, 2",
    "--to-datetime, 1970-01-01T01:00:04+01:00, 3",
    "--to-datetime, 2030-01-01T00:00:00, 5",
    "--by-duration, P1D, 5"
  })
  void offsetsAreMoved(String how, String argument, int expected) {
    String group = "moved" + how + argument;
    readTwo(group);
    String[] args =
        argument == null
            ? new String[] {how, "--topic", "read:0", "--execute"}
            : new String[] {how + "=" + argument, "--topic", "read:0", "--execute"};

    assertThat(reset(group, args).get(1)).matches("read +0 +2 +" + expected);
    assertThat(CommandRun.on(broker, "group", "describe", group).lines().get(2))
        .matches("read +0 +" + expected + " +5 .*");
  }

  @Test
  void withoutExecuteNothingIsMoved() {
    readTwo("dry");
    CommandRun run =
        CommandRun.on(broker, "group", "reset-offsets", "dry", "--to-earliest", "--all-topics");

    assertThat(run.lines().get(1)).matches("read +0 +2 +0");
    assertThat(run.err()).isEqualTo("klamm: nothing is changed yet, --execute does it\n");
    assertThat(CommandRun.on(broker, "consume", "read", "--group", "dry", "-e").lines())
        .containsExactly("c", "d", "e");
  }

  @Test
  void aGroupThatNeverReadCanBeGivenOffsets() {
    reset("fresh", "--to-offset", "4", "--topic", "read", "--execute");

    assertThat(CommandRun.on(broker, "consume", "read", "--group", "fresh", "-e").lines())
        .containsExactly("e");
  }

  @Test
  void offsetsAndGroupsAreDeleted() {
    readTwo("doomed");

    assertThat(
            CommandRun.on(broker, "group", "delete-offsets", "doomed", "--topic", "read:0").lines())
        .containsExactly("deleted 1 offsets of doomed");
    assertThat(CommandRun.on(broker, "group", "describe", "doomed").out()).doesNotContain("read");
    assertThat(CommandRun.on(broker, "group", "delete", "doomed").lines())
        .containsExactly("deleted doomed");
    assertThat(CommandRun.failing(broker, "group", "describe", "doomed").err())
        .isEqualTo("klamm: group 'doomed' does not exist\n");
  }

  @Test
  void membersAreShownAndKeepTheirOffsetsFromBeingMoved() throws Exception {
    CompletableFuture<CommandRun> member =
        CompletableFuture.supplyAsync(
            () ->
                CommandRun.on(
                    broker,
                    "consume",
                    "read",
                    "--group",
                    "active",
                    "--from-beginning",
                    "--timeout-ms",
                    "4000",
                    "-X",
                    "client.id=reader"));
    CommandRun described = CommandRun.on(broker, "group", "list", "--state", "stable");
    while (!described.out().contains("active")) {
      assertThat(member).as("the member came and went unseen").isNotDone();
      described = CommandRun.on(broker, "group", "list", "--state", "stable");
    }

    List<String> lines = CommandRun.on(broker, "group", "describe", "active").lines();
    CommandRun moved =
        CommandRun.failing(
            broker,
            "group",
            "reset-offsets",
            "active",
            "--to-earliest",
            "--topic",
            "read",
            "--execute");

    assertThat(lines.get(0)).startsWith("group active, Stable, members: 1, range");
    assertThat(lines.get(2)).matches("read +0 .* reader-\\S+ +reader +\\S+");
    assertThat(moved.err()).contains("'active' is Stable with 1 members", "stop them first");
    assertThat(member.get(20, TimeUnit.SECONDS).lines()).hasSize(5);
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(CommandRun.failing(broker, "group", "delete", "nobody").err()).contains("nobody");
    assertThat(
            CommandRun.failing(
                    broker, "group", "reset-offsets", "g", "--to-latest", "--topic", "none")
                .err())
        .contains("none");
    assertThat(
            CommandRun.failing(
                    broker, "group", "reset-offsets", "g", "--to-latest", "--topic", "read:7")
                .err())
        .isEqualTo("klamm: topic 'read' has no partition 7, only [0]\n");
  }
}
