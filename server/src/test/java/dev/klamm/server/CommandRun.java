package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.server.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command that was run in this process, with what it wrote and how it ended. */
record CommandRun(int status, byte[] output, String err) {

  static CommandRun of(String... args) {
    return withInput("", args);
  }

  static CommandRun withInput(String input, String... args) {
    return withInput(input.getBytes(StandardCharsets.UTF_8), args);
  }

  static CommandRun withInput(byte[] input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int status = Klamm.run(terminal, args);
    return new CommandRun(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  /** A broker in memory on a port of the system's choice. */
  static BrokerProcess broker() {
    return BrokerProcess.start(
        Map.of(
            "klamm.storage", "memory:",
            "listeners", "PLAINTEXT://127.0.0.1:0",
            "group.initial.rebalance.delay.ms", "0"));
  }

  /** Runs a command on a broker; it must do what it is asked. */
  static CommandRun on(BrokerProcess broker, String... args) {
    CommandRun run = withInput("", args, broker);
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  /** Runs a command on a broker with an input, whatever comes of it. */
  static CommandRun withInput(String input, String[] args, BrokerProcess broker) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-server", broker.broker().endpoint().toString()));
    return withInput(input, all.toArray(String[]::new));
  }

  /** Runs a command on a broker; it must fail. */
  static CommandRun failing(BrokerProcess broker, String... args) {
    CommandRun run = withInput("", args, broker);
    assertThat(run.status()).as(run.out()).isEqualTo(1);
    assertThat(run.err()).startsWith("klamm: ").hasLineCount(1);
    return run;
  }

  String out() {
    return new String(output, StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return out().lines().toList();
  }
}
