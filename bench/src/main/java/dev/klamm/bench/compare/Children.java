package dev.klamm.bench.compare;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every process that was started, so that none outlives this one. */
final class Children implements AutoCloseable {

  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  Children() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-children"));
  }

  Process start(ProcessBuilder command) throws IOException {
    Process process = command.start();
    running.add(process);
    process.onExit().thenAccept(running::remove);
    return process;
  }

  @Override
  public void close() {
    running.forEach(Process::destroyForcibly);
  }
}
