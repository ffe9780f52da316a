package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProduceConsumeTest {

  private static BrokerProcess broker;

  @BeforeAll
  static void startBroker() {
    broker = CommandRun.broker();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  private static CommandRun produce(String input, String... args) {
    CommandRun run = CommandRun.withInput(input, command("produce", args));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private static CommandRun consumeAll(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("-e");
    CommandRun run = CommandRun.of(command("consume", all.toArray(String[]::new)));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  private static String[] command(String name, String... args) {
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(List.of(args));
    all.addAll(List.of("--bootstrap-server", broker.broker().endpoint().toString()));
    return all.toArray(String[]::new);
  }

  @Test
  void linesComeBackAsTheyWere() {
    CommandRun sent = produce("one\ntwo\n\nfour", "lines");

    assertThat(sent.out()).isEmpty();
    assertThat(sent.err()).isEqualTo("klamm: produced 4 records\n");
    assertThat(consumeAll("lines").out()).isEqualTo("one\ntwo\n\nfour\n");
  }

  @Test
  void linesLongerThanTheBufferStayWhole() {
    String line = "x".repeat(200_000);
    produce(line + "\nend\n", "long-lines");

    assertThat(consumeAll("long-lines").lines()).containsExactly(line, "end");
  }

  @Test
  void quietMeansNoSummary() {
    assertThat(produce("one\n", "quiet", "--quiet").err()).isEmpty();
  }

  @Test
  void formatShowsEveryPartOfARecord() {
    produce("k1\tv1\n", "parts", "-k", "\\t", "-H", "a=1", "-H", "b=2", "-p", "0");

    assertThat(consumeAll("parts", "-f", "%t/%p/%o/%k/%s/%h/%K/%S/%%/\\x41\\n").out())
        .isEqualTo("parts/0/0/k1/v1/a=1,b=2/2/2/%/A\n");
  }

  @Test
  void nullsHaveALengthOfMinusOne() {
    produce("k:NIL\nNIL:v\n", "nulls", "-k", ":", "--null", "NIL", "-p", "0");

    assertThat(consumeAll("nulls", "-f", "%K %S\\n").lines()).containsExactly("1 -1", "-1 1");
  }

  @Test
  void jsonMakesTheRoundTrip() {
    String records =
        """
        {"topic":"json-a","partition":0,"timestamp":1000,"key":"k","value":"v ü \\n","headers":[{"key":"h","value":"1"},{"key":"h","value":null}]}
        {"topic":"json-a","partition":0,"timestamp":2000,"key":null,"value":null,"headers":[]}
        {"topic":"json-a","partition":0,"timestamp":3000,"key":{"base64":"AP8="},"value":{"base64":"gIGC"},"headers":[{"key":"b","value":{"base64":"/w=="}}]}
        """;
    produce(records, "-o", "json");
    String first = consumeAll("json-a", "-o", "json").out();
    produce(first, "json-b", "-o", "json");
    String second = consumeAll("json-b", "-o", "json").out();

    assertThat(first.replaceAll("\"offset\":\\d+,", "")).isEqualTo(records);
    assertThat(second).isEqualTo(first.replace("json-a", "json-b"));
  }

  @Test
  void otherJsonIsItsOwnText() {
    produce("{\"value\":{\"a\":[1,2]}}\n{\"value\":42}\n", "json-text", "-o", "json", "-p", "0");

    assertThat(consumeAll("json-text").lines()).containsExactly("{\"a\":[1,2]}", "42");
  }

  @Test
  void binaryValuesAreWrittenAsTheyAre() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int b = 0; b < 256; b++) {
      if (b != '\n') {
        all.write(b);
      }
    }
    CommandRun.withInput(all.toByteArray(), command("produce", "binary"));

    assertThat(consumeAll("binary", "-f", "%s").output()).isEqualTo(all.toByteArray());
  }

  @Test
  void badLinesAreNamedByNumber() {
    CommandRun run =
        CommandRun.withInput(
            "{\"value\":\"v\"}\nnonsense\n", command("produce", "bad-json", "-o", "json"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("klamm: line 2: it is no valid JSON").doesNotContain("\tat ");
  }

  @Test
  void fieldsThatAreNotKnownAreRefusedRatherThanLost() {
    for (String line :
        List.of(
            "{\"valeu\":\"v\"}", "{\"value\":\"v\",\"headers\":[{\"key\":\"k\",\"val\":\"v\"}]}")) {
      CommandRun run =
          CommandRun.withInput(line + "\n", command("produce", "bad-field", "-o", "json"));
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("klamm: line 1: ", " has the field \"val");
    }
  }

  @Test
  void aPartitionThatIsNotThereIsSaidAtOnce() {
    CommandRun run = CommandRun.withInput("x\n", command("produce", "narrow", "-p", "3"));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("klamm: topic 'narrow' has no partition 3, only 0");
  }

  @Test
  void recordsThatAreTooLargeFailTheCommand() {
    CommandRun run =
        CommandRun.withInput(
            "small\n" + "x".repeat(2000) + "\n",
            command("produce", "too-large", "-X", "max.request.size=1000"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("klamm: produced 1 record\n")
        .contains("klamm: 1 record was not produced; the first: ");
  }

  @Test
  void aFileIsReadInsteadOfTheInput(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("lines"), "from\nfile\n");
    produce("from input\n", "from-file", "--file", file.toString(), "-z", "gzip");

    assertThat(consumeAll("from-file").lines()).containsExactly("from", "file");
  }

  @Test
  void offsetsSayWhereToBegin() {
    produce("a\nb\nc\nd\n", "offsets", "-p", "0", "--acks", "1");

    assertThat(consumeAll("offsets", "--offset", "2").lines()).containsExactly("c", "d");
    assertThat(consumeAll("offsets", "--offset", "-1").lines()).containsExactly("d");
    assertThat(consumeAll("offsets", "--offset", "latest").lines()).isEmpty();
    assertThat(consumeAll("offsets", "--offset", "@0").lines()).hasSize(4);
    assertThat(consumeAll("offsets", "--offset", "@2999-01-01T00:00:00Z").lines()).isEmpty();
    assertThat(consumeAll("offsets", "-n", "3").lines()).containsExactly("a", "b", "c");
  }

  @Test
  void groupsCommitWhatWasWrittenAndNoMore() {
    produce("a\nb\nc\n", "grouped", "-p", "0");

    assertThat(consumeAll("grouped", "--group", "readers", "-n", "2").lines())
        .containsExactly("a", "b");
    assertThat(consumeAll("grouped", "--group", "readers").lines()).containsExactly("c");
  }

  @Test
  void groupsCommitPartitionsWithoutRecordsToo() {
    CommandRun.on(broker, "topic", "create", "half-empty", "--partitions", "2");
    produce("a\n", "half-empty", "-p", "0");
    consumeAll("half-empty", "--group", "halves");
    produce("b\n", "half-empty", "-p", "1");

    CommandRun later =
        CommandRun.on(broker, "consume", "half-empty", "--group", "halves", "--timeout-ms", "500");

    assertThat(later.lines()).containsExactly("b");
  }

  @Test
  void membersOfAGroupShareTheRecords() throws Exception {
    CommandRun.on(broker, "topic", "create", "shared", "--partitions", "4");
    CompletableFuture<CommandRun> first = member();
    CompletableFuture<CommandRun> second = member();
    for (int i = 0; i < 40; i++) {
      produce("r" + i + "\n", "shared", "-p", Integer.toString(i % 4), "-q");
    }
    List<String> all = new ArrayList<>(first.get(30, TimeUnit.SECONDS).lines());
    all.addAll(second.get(30, TimeUnit.SECONDS).lines());

    assertThat(all).hasSize(40).doesNotHaveDuplicates();
    assertThat(CommandRun.on(broker, "group", "describe", "sharing", "-o", "json").out())
        .contains("\"lag\":0")
        .doesNotContain("\"lag\":1");
  }

  private static CompletableFuture<CommandRun> member() {
    return CompletableFuture.supplyAsync(
        () ->
            CommandRun.on(
                broker,
                "consume",
                "shared",
                "--group",
                "sharing",
                "--from-beginning",
                "--timeout-ms",
                "3000"));
  }

  @Test
  void aQuietTopicEndsWithTheTimeout() {
    produce("a\n", "timeout");

    CommandRun run =
        CommandRun.of(command("consume", "timeout", "--from-beginning", "--timeout-ms", "300"));

    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("a");
  }

  @Test
  void whatDoesNotExistIsNamed() {
    produce("a\n", "one-partition");
    CommandRun partition = CommandRun.of(command("consume", "one-partition", "-p", "7"));
    CommandRun topic = CommandRun.of(command("consume", "no-such-topic", "-e"));

    assertThat(partition.status()).isEqualTo(1);
    assertThat(partition.err())
        .isEqualTo("klamm: topic 'one-partition' has no partition 7, only [0]\n");
    assertThat(topic.status()).isEqualTo(1);
    assertThat(topic.err()).contains("no-such-topic").hasLineCount(1);
  }
}
