package dev.klamm.server;

import dev.klamm.api.transport.Endpoint;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  @Parameters(
      arity = "0..1",
      paramLabel = "server.properties",
      description = "a broker configuration as Kafka takes it")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "sets one key, for example --set listeners=PLAINTEXT://127.0.0.1:19092")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--stop-when-ready",
      description = "starts, and stops again once it is ready: tries a configuration")
  private boolean stopWhenReady;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> properties = ServerProperties.of(file, System.getenv(), sets).values();
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
