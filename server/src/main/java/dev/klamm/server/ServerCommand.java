package dev.klamm.server;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.server.terminal.Terminal;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a broker until it is told to stop. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a broker in the foreground until SIGTERM or SIGINT stops it.",
      "Without a configuration it listens on localhost:9092 and keeps its data in the directory klamm-data.",
      "Configuration is Kafka's: a server.properties file, then the environment (KAFKA_LOG_DIRS for log.dirs), then --set; later ones win."
    })
final class ServerCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private BrokerOptions options = new BrokerOptions();

  @Option(
      names = "--stop-when-ready",
      description = "starts, and stops again once it is ready: tries a configuration")
  private boolean stopWhenReady;

  ServerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  ServerCommand(Terminal terminal, BrokerOptions options, boolean stopWhenReady) {
    this.terminal = terminal;
    this.options = options;
    this.stopWhenReady = stopWhenReady;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> properties = options.properties().values();
    BrokerProcess process = BrokerProcess.start(properties);
    process.stopOnSignal(terminal.err());
    announce(process);
    JmxMetrics.startIfWanted(process.broker().metrics());
    if (stopWhenReady) {
      process.close();
    }
    process.awaitStop();
    return 0;
  }

  private void announce(BrokerProcess process) {
    Endpoint endpoint = process.broker().endpoint();
    long sinceStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    terminal.println(
        "klamm: ready on "
            + endpoint
            + " after "
            + sinceStart
            + " ms, data in "
            + process.storageDescription());
    String where =
        endpoint.toString().equals("localhost:9092") ? "" : " --bootstrap-server " + endpoint;
    terminal.println("klamm: try   ./klamm topic create hello" + where);
    terminal.println("klamm: then  echo 'hi' | ./klamm produce hello" + where);
    terminal.println("klamm: then  ./klamm consume hello --from-beginning" + where);
    terminal.flush();
  }
}
