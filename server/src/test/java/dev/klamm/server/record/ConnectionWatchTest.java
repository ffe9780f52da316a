package dev.klamm.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever waits for records is told when nobody is there to send any. */
final class ConnectionWatchTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private double connections = 1;
  private long seconds;

  private final ConnectionWatch watch =
      new ConnectionWatch(
          () -> connections,
          () -> TimeUnit.SECONDS.toNanos(seconds),
          "host:9092",
          new PrintStream(said, true, StandardCharsets.UTF_8));

  private String saidAt(long second) {
    seconds = second;
    said.reset();
    watch.look();
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aBrokerThatGoesAwayAndComesBackIsSpokenOfOnceEach() {
    assertThat(saidAt(100)).isEmpty();
    connections = 0;
    assertThat(saidAt(101)).isEmpty();
    assertThat(saidAt(102)).isEqualTo("klamm: lost host:9092, waiting for it to come back\n");
    assertThat(saidAt(200)).isEmpty();
    connections = 2;
    assertThat(saidAt(201)).isEqualTo("klamm: host:9092 is back\n");
    assertThat(saidAt(300)).isEmpty();
  }

  @Test
  void recordsMeanThatSomebodyIsThere() {
    connections = 0;
    seconds = 50;
    watch.seen();
    assertThat(saidAt(51)).isEmpty();
    assertThat(saidAt(52)).isNotEmpty();
  }
}
