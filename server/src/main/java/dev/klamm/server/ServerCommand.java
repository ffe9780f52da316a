package dev.klamm.server;

import dev.klamm.api.transport.Endpoint;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a broker until it is told to stop. */
@Command(
    name = "server",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a broker in the foreground until SIGTERM or SIGINT stops it.",
      "Without a configuration it listens on localhost:9092 and keeps its data in ./klamm-data.",
      "Configuration is Kafka's: a server.properties file, then the environment (KAFKA_LOG_DIRS for log.dirs), then --set; later ones win."
    })
final class ServerCommand implements Callable<Integer> {

  @Mixin private BrokerOptions options = new BrokerOptions();

  @Option(
      names = "--stop-when-ready",
      description = "starts, and stops again once it is ready: tries a configuration")
  private boolean stopWhenReady;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> properties = options.properties().values();
    BrokerProcess process = BrokerProcess.start(properties);
    announce(process);
    if (stopWhenReady) {
      process.close();
    }
    process.awaitStop();
    return 0;
  }

  private void announce(BrokerProcess process) {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Endpoint endpoint = process.broker().endpoint();
    long sinceStart =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    out.println(
        "klamm: ready on "
            + endpoint
            + " after "
            + sinceStart
            + " ms, data in "
            + process.storageDescription());
    out.println("klamm: try   ./klamm topic create hello --bootstrap-server " + endpoint);
    out.println("klamm: then  echo 'hi' | ./klamm produce hello --bootstrap-server " + endpoint);
    out.println(
        "klamm: then  ./klamm consume hello --from-beginning --bootstrap-server " + endpoint);
    out.flush();
  }
}
