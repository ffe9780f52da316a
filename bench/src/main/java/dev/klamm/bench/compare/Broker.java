package dev.klamm.bench.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A broker's process.
 *
 * @param readyMs how long it took from being started to serving
 */
record Broker(Side side, Process process, int port, double readyMs) {

  private static final Duration STOP = Duration.ofSeconds(60);

  String address() {
    return "127.0.0.1:" + port;
  }

  double cpuSeconds() {
    return ProcessFigures.cpuSeconds(process.pid());
  }

  double residentMib() {
    return ProcessFigures.residentMib(process.pid());
  }

  double largestResidentMib() {
    return ProcessFigures.largestResidentMib(process.pid());
  }

  /** SIGTERM, and the wait for the end. */
  void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new IOException(side.title() + " did not stop within " + STOP.toSeconds() + " s");
    }
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }
}
