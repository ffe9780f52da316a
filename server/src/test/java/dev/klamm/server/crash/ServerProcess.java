package dev.klamm.server.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code klamm server} command in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final List<String> output;

  private ServerProcess(Process process, List<String> output) {
    this.process = process;
    this.output = output;
  }

  /** Starts a server over a directory and waits until it says that it is ready. */
  static ServerProcess start(Path directory, int port, String... sets) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx192m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.klamm.server.Klamm");
    command.add("server");
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("listeners=PLAINTEXT://127.0.0.1:" + port);
    all.add("log.dirs=" + directory);
    for (String set : all) {
      command.add("--set");
      command.add(set);
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return awaitReady(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerProcess awaitReady(Process process) throws IOException {
    List<String> output = new ArrayList<>();
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      output.add(line);
      if (line.startsWith("klamm: ready")) {
        drain(reader);
        return new ServerProcess(process, output);
      }
    }
    throw new IllegalStateException("the server did not start:\n" + String.join("\n", output));
  }

  /** A child whose pipe is full would stop. */
  private static void drain(BufferedReader reader) {
    Thread drain =
        new Thread(
            () -> {
              try {
                while (reader.readLine() != null) {
                  Thread.onSpinWait();
                }
              } catch (IOException closed) {
                // The process was killed; that is what this test does.
              }
            },
            "server-output");
    drain.setDaemon(true);
    drain.start();
  }

  /** Milliseconds from the JVM's start to being ready, as the server says. */
  long readyMillis() {
    String line = output.get(output.size() - 1);
    return Long.parseLong(line.replaceAll(".* after (\\d+) ms.*", "$1"));
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** SIGTERM, and what the process answers. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not stop within 30 s of SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
