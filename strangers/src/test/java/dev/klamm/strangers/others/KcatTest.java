package dev.klamm.strangers.others;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.klamm.strangers.Node;
import dev.klamm.strangers.Stranger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kcat, where it is installed. */
@Stranger(value = "kcat", version = KcatTest.Version.class)
final class KcatTest {

  /** As kcat says it, with librdkafka's. */
  static final class Version implements Supplier<String> {
    @Override
    public String get() {
      try {
        String said = Script.run(Path.of("."), "kcat", "-V");
        return said.replaceAll("(?s).*Version (\\S+).*librdkafka (\\S+).*", "$1 (librdkafka $2)");
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  @TempDir private static Path directory;
  private static Node node;

  @BeforeAll
  static void start() {
    boolean there = Script.isThere("kcat", "-V");
    if (Boolean.getBoolean("strangers.all") && !there) {
      throw new AssertionError("kcat is not installed: apt install kcat");
    }
    assumeTrue(there, "kcat is not installed: apt install kcat");
    node = Node.start(directory.resolve("store"));
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void writesAndReadsWithEachCodec(String codec) throws Exception {
    String topic = node.name("topic");
    produce(topic, "k1:v1\nk2:v2\nk3:v3\n", "-K:", "-z", codec, "-H", "a=b");
    assertThat(consume(topic, "-f", "%o %k %s %h\\n").lines())
        .containsExactly("0 k1 v1 a=b", "1 k2 v2 a=b", "2 k3 v3 a=b");
  }

  @Test
  void writesIdempotently() throws Exception {
    String topic = node.name("topic");
    produce(topic, "a\nb\n", "-X", "enable.idempotence=true");
    assertThat(consume(topic).lines()).containsExactly("a", "b");
  }

  @Test
  void listsTheCluster() throws Exception {
    String topic = node.name("topic");
    produce(topic, "a\n");
    assertThat(kcat("-L")).contains("broker 1 at").contains("topic \"" + topic + "\"");
  }

  @Test
  void asksForOffsets() throws Exception {
    String topic = node.name("topic");
    produce(topic, "a\nb\nc\n");
    assertThat(kcat("-Q", "-t", topic + ":0:-1")).contains("offset 3");
    assertThat(kcat("-Q", "-t", topic + ":0:-2")).contains("offset 0");
    assertThat(kcat("-Q", "-t", topic + ":0:1000")).contains("offset 0");
  }

  @Test
  void readsFromOffsetsAndTail() throws Exception {
    String topic = node.name("topic");
    produce(topic, "a\nb\nc\n");
    assertThat(consume(topic, "-o", "1").lines()).containsExactly("b", "c");
    assertThat(consume(topic, "-o", "-1").lines()).containsExactly("c");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"range", "roundrobin", "cooperative-sticky"})
  void readsAsAGroupAndGoesOn(String assignor) throws Exception {
    String topic = node.name("topic");
    String group = node.name("group");
    produce(topic, "a\nb\n");
    assertThat(group(group, topic, assignor, 2)).contains("a", "b");
    produce(topic, "c\n");
    assertThat(group(group, topic, assignor, 1)).contains("c").doesNotContain("a");
  }

  private static List<String> group(String group, String topic, String assignor, int count)
      throws Exception {
    return kcat(
            "-G",
            group,
            topic,
            "-c",
            Integer.toString(count),
            "-X",
            "auto.offset.reset=earliest",
            "-X",
            "partition.assignment.strategy=" + assignor)
        .lines()
        .toList();
  }

  private static void produce(String topic, String lines, String... more) throws Exception {
    Path input = Files.createTempFile(directory, "input", "");
    Files.writeString(input, lines);
    List<String> arguments = new ArrayList<>(List.of("-P", "-t", topic, "-p", "0"));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("-l", input.toString()));
    kcat(arguments.toArray(String[]::new));
  }

  private static String consume(String topic, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-C", "-t", topic, "-e", "-q"));
    arguments.addAll(List.of(more));
    return kcat(arguments.toArray(String[]::new));
  }

  private static String kcat(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("kcat", "-b", node.bootstrapServers()));
    all.addAll(List.of(arguments));
    return Script.run(directory, all.toArray(String[]::new));
  }
}
