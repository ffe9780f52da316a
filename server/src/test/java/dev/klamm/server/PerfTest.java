package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PerfTest {

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
  void whatIsProducedIsConsumed() {
    CommandRun produced =
        CommandRun.on(
            broker, "perf", "produce", "perf", "-n", "5000", "--record-size", "50", "--acks", "1");
    CommandRun consumed = CommandRun.on(broker, "perf", "consume", "perf", "-n", "5000");

    assertThat(produced.out())
        .matches(
            "produced 5,000 records \\(0\\.3 MB\\) in [0-9.]+ s: [0-9,]+ records/s, [0-9.]+ MB/s,"
                + " latency ms: p50 [0-9.]+ p95 [0-9.]+ p99 [0-9.]+ p99.9 [0-9.]+ max [0-9.]+\n");
    assertThat(consumed.out())
        .matches(
            "consumed 5,000 records \\(0\\.3 MB\\) in [0-9.]+ s: [0-9,]+ records/s, [0-9.]+ MB/s\n");
  }

  @Test
  void resultsAreNumbersInJson() {
    assertThat(CommandRun.on(broker, "perf", "produce", "json", "-n", "10", "-o", "json").out())
        .matches(
            "\\{\"records\":10,\"bytes\":1000,\"seconds\":[0-9.E-]+,.*\"latencyMs\":\\{\"p50\":[0-9.]+,.*}}\n");
  }

  @Test
  void throughputIsHeldDownToWhatIsAskedFor() {
    long start = System.nanoTime();
    CommandRun.on(broker, "perf", "produce", "slow", "-n", "101", "--throughput", "500");

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
  }

  @Test
  void tooFewRecordsFail() {
    CommandRun.on(broker, "perf", "produce", "few", "-n", "10");

    assertThat(
            CommandRun.failing(broker, "perf", "consume", "few", "-n", "11", "--timeout-ms", "200")
                .err())
        .contains("only 10 of 11 records came");
  }
}
