package dev.klamm.server.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Genuine Apache Kafka, a node of its own as a process. Its jars are where the profile {@code
 * kafka} put them.
 */
public final class KafkaNode implements AutoCloseable {
  private static final Path LIBRARIES =
      Path.of(System.getProperty("klamm.kafka.libraries", "target/kafka/libs"));
  private static final long START_SECONDS = 60;

  private final Process process;
  private final int port;

  private KafkaNode(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Formats a directory, starts the node and waits until it listens.
   *
   * @param format further arguments of the tool that formats the directory
   */
  public static KafkaNode start(Path directory, String... format) throws Exception {
    return start(directory, Map.of(), format);
  }

  /** The same with more properties, or others. */
  public static KafkaNode start(Path directory, Map<String, String> more, String... format)
      throws Exception {
    if (!Files.isDirectory(LIBRARIES)) {
      throw new IllegalStateException(
          LIBRARIES.toAbsolutePath() + " is not there: run with -Pkafka, which fills it");
    }
    int port = freePort();
    Path properties = directory.resolve("server.properties");
    StringBuilder text = new StringBuilder(properties(directory, port, freePort()));
    more.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.writeString(properties, text);
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg"));
    command.addAll(List.of("-c", properties.toString()));
    command.addAll(List.of(format));
    Process formatting = java(log, command.toArray(String[]::new));
    if (!formatting.waitFor(START_SECONDS, TimeUnit.SECONDS) || formatting.exitValue() != 0) {
      formatting.destroyForcibly();
      throw new IllegalStateException("formatting failed: " + Files.readString(log));
    }
    KafkaNode node = new KafkaNode(java(log, "kafka.Kafka", properties.toString()), port);
    try {
      node.awaitPort(log);
    } catch (Exception e) {
      node.close();
      throw e;
    }
    return node;
  }

  private static String properties(Path directory, int port, int controllerPort) {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        num.partitions=1
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        transaction.abort.timed.out.transaction.cleanup.interval.ms=200
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        group.consumer.min.heartbeat.interval.ms=100
        group.consumer.heartbeat.interval.ms=100
        """
        .formatted(port, controllerPort, directory.resolve("data"));
  }

  private static Process java(Path log, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx512m", "-cp", classPath()));
    all.addAll(List.of(command));
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static String classPath() throws IOException {
    try (Stream<Path> jars = Files.list(LIBRARIES)) {
      return String.join(
          System.getProperty("path.separator"),
          jars.map(Path::toAbsolutePath).map(Path::toString).sorted().toList());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(Path log) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!listens()) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        throw new IllegalStateException("Kafka did not start: " + Files.readString(log));
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where clients reach it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while Kafka stopped", e));
    }
  }
}
