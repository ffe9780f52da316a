package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Help, exit codes and messages that need no broker. */
final class UsageTest {

  static List<String> everyCommand() {
    List<String> paths = new ArrayList<>();
    CommandLine klamm =
        Klamm.commandLine(
            new dev.klamm.server.terminal.Terminal(
                System.in, OutputStream.nullOutputStream(), System.err));
    collect(klamm, "", paths);
    return paths;
  }

  private static void collect(CommandLine command, String path, List<String> paths) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              paths.add((path + " " + name).trim());
              collect(sub, path + " " + name, paths);
            });
  }

  @ParameterizedTest
  @MethodSource("everyCommand")
  void everyCommandHasHelp(String path) {
    List<String> args = new ArrayList<>(List.of(path.split(" ")));
    args.add("--help");
    CommandRun run = CommandRun.of(args.toArray(String[]::new));

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Usage: klamm " + path);
    assertThat(run.err()).isEmpty();
  }

  /** All but help, which has no options of its own. */
  private static List<String> everyCommandWithOptions() {
    return everyCommand().stream().filter(path -> !path.equals("help")).toList();
  }

  @ParameterizedTest
  @MethodSource("everyCommandWithOptions")
  void everyCommandTellsTheVersion(String path) {
    List<String> args = new ArrayList<>(List.of(path.split(" ")));
    args.add("--version");

    assertThat(CommandRun.of(args.toArray(String[]::new)).out()).startsWith("klamm ");
  }

  @Test
  void helpListsTheCommandsAndTheExitCodes() {
    assertThat(CommandRun.of("--help").out())
        .contains("server", "topic", "produce", "consume", "completion")
        .contains("0   done", "1   failed", "2   used wrongly");
  }

  @Test
  void versionNamesItself() {
    assertThat(CommandRun.of("--version").out()).startsWith("klamm ").contains("Java");
  }

  @Test
  void completionIsAScript() {
    assertThat(CommandRun.of("completion").out()).startsWith("#!").contains("_complete_klamm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "prduce hello                        | Did you mean: klamm produce",
        "topic                               | Missing required subcommand",
        "topic create                        | Missing required parameter: 'TOPIC'",
        "topic create x --partitions many    | 'many' is not an int",
        "topic create x --partitons 3        | Unknown option",
        "topic alter x                       | nothing to change",
        "produce                             | TOPIC is missing",
        "produce x -k :  -o json             | leave out --key-separator",
        "produce x -H novalue                | --header takes key=value, not 'novalue'",
        "produce x -o xml                    | expected one of [TEXT, JSON]",
        "consume x --offset some             | --offset is 'some', it must be",
        "consume x -f %q                     | '%q' in the format is not known",
        "consume x -f \\q                    | unknown escape",
        "consume x -e --follow               | exclude one another",
        "consume x -g g --offset 3           | klamm group reset-offsets",
        "produce x -b nowhere                | 'nowhere'",
        "produce x -X acks=7                 | acks",
        "topic list --command-config /no/such| /no/such"
      })
  void wrongUseIsExitCodeTwoAndSaysWhatIsWrong(String args, String message) {
    CommandRun run = CommandRun.of(args.trim().split(" +"));

    assertThat(run.status()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anAddressWhereNobodyListensIsNamedAtOnce() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    CommandRun run = CommandRun.of("consume", "x", "-b", "localhost:" + port);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("klamm: cannot reach localhost:" + port + " (Connection refused)")
        .hasLineCount(1);
  }
}
