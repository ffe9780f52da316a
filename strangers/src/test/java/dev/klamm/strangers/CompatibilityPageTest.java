package dev.klamm.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.runtime.Clock;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.core.transport.InProcessNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/COMPATIBILITY.md} is true. With {@code -Dstrangers.page=write} it is written; with
 * {@code -Dstrangers.results=record} the results of the tests so far are recorded before.
 */
final class CompatibilityPageTest {

  private static final Path PAGE = Path.of("../docs/COMPATIBILITY.md");
  private static final Path RESULTS = Path.of("results.tsv");

  @Test
  void thePageSaysWhatTheBrokerAnswers() throws Exception {
    boolean recording = "record".equals(System.getProperty("strangers.results"));
    if (recording) {
      record();
    }
    String text = page().text();
    if ("write".equals(System.getProperty("strangers.page"))) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "the page is out of date: mvn -pl strangers -am test -Dtest=CompatibilityPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dstrangers.page=write")
        .isEqualTo(text);
    if (recording) {
      assertThat(Files.readAllLines(RESULTS)).noneMatch(line -> line.endsWith("\tfailed"));
    }
  }

  @Test
  void everyRemarkIsAboutAnApi() throws Exception {
    assertThat(page().strayRemarks()).isEmpty();
  }

  private static CompatibilityPage page() throws IOException {
    try (var transport = new InProcessNetwork(Clock.system()).open(1, "page");
        Broker broker =
            Broker.start(
                BrokerSettings.defaults(),
                new BrokerRuntime(
                    MemoryStorage.volatileStore(),
                    transport,
                    Clock.system(),
                    Thread::new,
                    new SplittableRandom(1)))) {
      return new CompatibilityPage(broker.handlers().all(), Files.readAllLines(RESULTS));
    }
  }

  private static void record() throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("target", "strangers"))) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    List<String> recorded = new ArrayList<>();
    recorded.add("# " + LocalDate.now());
    recorded.addAll(lines);
    Files.write(RESULTS, recorded);
  }
}
