package dev.klamm.bench.compare;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Starts brokers: Kafka as its own scripts start it, Klamm by {@code ./klamm server}. */
final class Launcher {

  private static final Duration START = Duration.ofSeconds(120);
  private static final String CLUSTER_ID = "a2xhbW0tY29tcGFyZS1ydQ";

  /** The flags of Kafka's own start script. */
  private static final List<String> KAFKA_FLAGS =
      List.of(
          "-Xms1g",
          "-Xmx1g",
          "-server",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent");

  private final Installation installation;
  private final Children children;

  Launcher(Installation installation, Children children) {
    this.installation = installation;
    this.children = children;
  }

  /** Starts a broker on an empty directory and a free port, and waits until it serves. */
  Broker startFresh(Side side, Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    int port = freePort();
    if (side == Side.KAFKA) {
      Files.writeString(directory.resolve("server.properties"), kafkaProperties(directory, port));
      Files.writeString(directory.resolve("log4j2.xml"), KAFKA_LOGGING);
      format(directory);
    }
    return start(side, directory, port, 0);
  }

  /**
   * Starts a broker on a directory that has been served from before.
   *
   * @param topics how many are known to be there
   */
  Broker start(Side side, Path directory, int port, int topics) throws IOException {
    List<String> command = side == Side.KAFKA ? kafka(directory) : klamm(side, directory, port);
    ProcessBuilder builder = builder(command, directory, "broker.log");
    long start = System.nanoTime();
    Process process = children.start(builder);
    try {
      new FirstAnswer(port, topics).await(process, START);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException(
          side.title() + ": " + e.getMessage() + "; see " + directory.resolve("broker.log"), e);
    }
    return new Broker(side, process, port, (System.nanoTime() - start) / 1e6);
  }

  private List<String> klamm(Side side, Path directory, int port) {
    return List.of(
        installation.klamm(),
        "server",
        "--set",
        "listeners=PLAINTEXT://127.0.0.1:" + port,
        "--set",
        "log.dirs=" + directory.resolve("data"),
        "--set",
        "group.initial.rebalance.delay.ms=0",
        "--set",
        "log.cleaner.backoff.ms=1000",
        "--set",
        "klamm.durability=" + side.name().toLowerCase(Locale.ROOT));
  }

  private List<String> kafka(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(installation.java());
    command.addAll(KAFKA_FLAGS);
    command.add("-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"));
    command.addAll(List.of("-cp", installation.kafkaClassPath(), "kafka.Kafka"));
    command.add(directory.resolve("server.properties").toString());
    return command;
  }

  private void format(Path directory) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            installation.java(),
            "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"),
            "-cp",
            installation.kafkaClassPath(),
            "kafka.tools.StorageTool",
            "format",
            "-t",
            CLUSTER_ID,
            "-c",
            directory.resolve("server.properties").toString());
    Process process = children.start(builder(command, directory, "format.log"));
    if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("Kafka's directory was not formatted: " + directory + "/format.log");
    }
  }

  private ProcessBuilder builder(List<String> command, Path directory, String log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), log)));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String kafkaProperties(Path directory, int port) throws IOException {
    int controller = freePort();
    return String.join(
        "\n",
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controller,
        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
        "controller.listener.names=CONTROLLER",
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "log.dirs=" + directory.resolve("data"),
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=4",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "share.coordinator.state.topic.replication.factor=1",
        "share.coordinator.state.topic.min.isr=1",
        "group.initial.rebalance.delay.ms=0",
        "log.cleaner.backoff.ms=1000",
        "");
  }

  /** Warnings and worse: logging is not what we compare. */
  static final String KAFKA_LOGGING =
      "<Configuration status='WARN'><Appenders><Console name='out'/></Appenders>"
          + "<Loggers><Root level='WARN'><AppenderRef ref='out'/></Root></Loggers></Configuration>";
}
