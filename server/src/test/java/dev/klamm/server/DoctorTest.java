package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {

  @Test
  void allIsWellWithABrokerNearby(@TempDir Path directory) {
    try (BrokerProcess broker = CommandRun.broker()) {
      CommandRun run = CommandRun.on(broker, "doctor", "--log-dir", directory.toString());

      assertThat(run.out()).doesNotContain("fail");
      assertThat(run.lines())
          .anyMatch(line -> line.matches("ok +address +127.0.0.1:\\d+ takes connections.*"))
          .anyMatch(line -> line.matches("ok +versions +it speaks \\d+ requests, Produce up .*"))
          .anyMatch(line -> line.matches("ok +cluster +id \\S+, brokers: 1"))
          .anyMatch(line -> line.matches("ok +advertised +broker \\d+ is reachable as .*"))
          .anyMatch(line -> line.matches("ok +produce +20 records are acknowledged.*"))
          .anyMatch(line -> line.matches("ok +consume +all 20 records are back.*"))
          .anyMatch(line -> line.matches("ok +clock +the broker's is .*"))
          .anyMatch(line -> line.matches(".* disk +" + directory + " syncs a write in .*"));
      assertThat(CommandRun.on(broker, "topic", "list").out()).doesNotContain("klamm-doctor");
    }
  }

  @Test
  void anAdvertisedAddressThatNobodyReachesFails() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (BrokerProcess broker =
        BrokerProcess.start(
            Map.of(
                "klamm.storage", "memory:",
                "listeners", "PLAINTEXT://127.0.0.1:0",
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + closed))) {
      CommandRun run =
          CommandRun.of(
              "doctor",
              "-b",
              "127.0.0.1:" + broker.broker().endpoint().port(),
              "-X",
              "default.api.timeout.ms=2000",
              "-X",
              "request.timeout.ms=1000");

      assertThat(run.out()).contains("fail").contains("127.0.0.1:" + closed);
      assertThat(run.status()).isEqualTo(1);
    }
  }

  @Test
  void aPortOfSomeoneElseFails() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      Thread closing = new Thread(() -> closeEverything(other), "other");
      closing.setDaemon(true);
      closing.start();
      CommandRun run =
          CommandRun.of(
              "doctor",
              "-o",
              "json",
              "-b",
              "127.0.0.1:" + other.getLocalPort(),
              "-X",
              "default.api.timeout.ms=1000",
              "-X",
              "request.timeout.ms=500");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("{\"level\":\"fail\",\"check\":\"versions\"")
          .contains("does not answer as Kafka does")
          .hasLineCount(1);
    }
  }

  private static void closeEverything(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
        }
      }
    } catch (IOException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aDirectoryThatIsNotThereFails() {
    CommandRun run = CommandRun.of("doctor", "-b", "127.0.0.1:1", "--log-dir", "/no/such/place");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines())
        .anyMatch(line -> line.matches("fail +address +127.0.0.1:1 cannot be reached: .*"))
        .anyMatch(
            line ->
                line.matches("fail +disk +/no/such/place cannot be used: there is no such file"));
  }
}
