package dev.klamm.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs clients, each in a process of its own, and reads what they print. */
final class Clients {

  private static final int LONGEST_SECONDS = 300;
  private static final String TOOLS = "org.apache.kafka.tools.";
  private static final Pattern PRODUCED = Pattern.compile("records sent, ([\\d.]+) records/sec");
  private static final int FETCH_RATE_COLUMN = 9;

  private final Installation installation;
  private final Children children;
  private final Path directory;
  private int runs;

  Clients(Installation installation, Children children, Path directory) {
    this.installation = installation;
    this.children = children;
    this.directory = directory;
  }

  /**
   * The stock producer tool with one fixed payload, to a topic of its own; answers records a
   * second.
   */
  double produce(Broker broker, String topic, int records, int bytes)
      throws IOException, InterruptedException {
    String output = await(startProducing(broker, topic, records, bytes));
    requireAll(broker, topic, records);
    Matcher matcher = PRODUCED.matcher(output);
    double rate = Double.NaN;
    while (matcher.find()) {
      rate = Double.parseDouble(matcher.group(1)); // the last line is the sum of all
    }
    return rate;
  }

  /** The tool counts what it sends, whether or not the broker takes it. */
  private static void requireAll(Broker broker, String topic, int records)
      throws IOException, InterruptedException {
    long stored = Topics.records(broker, topic);
    if (stored != records) {
      throw new IOException(topic + " holds " + stored + " records, " + records + " were sent");
    }
  }

  /** The same, without waiting for its end. */
  Run startProducing(Broker broker, String topic, int records, int bytes) throws IOException {
    return start(
        installation.stockClassPath(),
        TOOLS + "ProducerPerformance",
        "--bootstrap-server",
        broker.address(),
        "--topic",
        topic,
        "--num-records",
        String.valueOf(records),
        "--payload-file",
        payload(bytes).toString(),
        "--throughput",
        "-1",
        "--command-property",
        "acks=all",
        "linger.ms=5",
        "batch.size=65536");
  }

  /** The stock consumer tool; answers records a second, without the time to join its group. */
  double consume(Broker broker, String topic, int records)
      throws IOException, InterruptedException {
    String output =
        await(
            start(
                installation.stockClassPath(),
                TOOLS + "ConsumerPerformance",
                "--bootstrap-server",
                broker.address(),
                "--topic",
                topic,
                "--num-records",
                String.valueOf(records),
                "--timeout",
                "30000",
                "--hide-header"));
    return output
        .lines()
        .map(line -> line.split(", "))
        .filter(columns -> columns.length > FETCH_RATE_COLUMN)
        .mapToDouble(columns -> Double.parseDouble(columns[FETCH_RATE_COLUMN]))
        .reduce(Double.NaN, (first, last) -> last);
  }

  /** Work of our own design for kafka-clients; answers the figures it prints. */
  Map<String, Double> stock(Broker broker, String work, String topic, int a, int b, int bytes)
      throws IOException, InterruptedException {
    return own(installation.stockClassPath(), "StockClient", broker, work, topic, a, b, bytes);
  }

  /** The same work for our clients. */
  Map<String, Double> ours(Broker broker, String work, String topic, int a, int b, int bytes)
      throws IOException, InterruptedException {
    return own(installation.ownClassPath(), "OwnClient", broker, work, topic, a, b, bytes);
  }

  /** Broker and clients in one process; answers records a second. */
  double inProcess(int rounds, int records, int bytes) throws IOException, InterruptedException {
    Run run =
        start(
            installation.ownClassPath(),
            getClass().getPackageName() + ".client.OwnClient",
            "in-process",
            "-",
            "-",
            String.valueOf(rounds),
            String.valueOf(records),
            String.valueOf(bytes));
    return figure(figures(await(run)), "rate");
  }

  private Map<String, Double> own(
      String classPath,
      String program,
      Broker broker,
      String work,
      String topic,
      int a,
      int b,
      int bytes)
      throws IOException, InterruptedException {
    return figures(
        await(
            start(
                classPath,
                getClass().getPackageName() + ".client." + program,
                work,
                broker.address(),
                topic,
                String.valueOf(a),
                String.valueOf(b),
                String.valueOf(bytes))));
  }

  static double figure(Map<String, Double> figures, String name) {
    Double figure = figures.get(name);
    if (figure == null) {
      throw new IllegalStateException("the client printed no '" + name + "' but " + figures);
    }
    return figure;
  }

  private static Map<String, Double> figures(String output) {
    Map<String, Double> figures = new HashMap<>();
    for (String line : output.lines().toList()) {
      String[] parts = line.split(" ");
      if (parts.length == 2 && parts[1].matches("[\\d.]+")) {
        figures.put(parts[0], Double.valueOf(parts[1]));
      }
    }
    return figures;
  }

  /** A client at work, and where its output goes. */
  record Run(Process process, Path output) {}

  private Run start(String classPath, String main, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                installation.java(),
                "-Xmx2g",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dlog4j2.configurationFile=" + logging(),
                "-cp",
                classPath,
                main));
    command.addAll(List.of(args));
    Path output = directory.resolve("client-" + ++runs + ".log");
    Process process =
        children.start(
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()));
    return new Run(process, output);
  }

  private static String await(Run run) throws IOException, InterruptedException {
    if (!run.process().waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      run.process().destroyForcibly();
      throw new IOException("a client took over " + LONGEST_SECONDS + " s: " + run.output());
    }
    String output = Files.readString(run.output());
    if (run.process().exitValue() != 0) {
      throw new IOException("a client failed, see " + run.output() + ": " + lastLine(output));
    }
    return output;
  }

  private static String lastLine(String output) {
    return output.lines().reduce("no output", (first, last) -> last);
  }

  private Path logging() throws IOException {
    Path file = directory.resolve("client-log4j2.xml");
    if (!Files.exists(file)) {
      Files.writeString(file, Launcher.KAFKA_LOGGING);
    }
    return file;
  }

  /** One line of text that does not compress to nothing. */
  private Path payload(int bytes) throws IOException {
    Path file = directory.resolve("payload-" + bytes);
    if (!Files.exists(file)) {
      String text =
          new java.util.SplittableRandom(7)
              .ints(bytes, 'a', 'z' + 1)
              .mapToObj(Character::toString)
              .collect(java.util.stream.Collectors.joining());
      Files.writeString(file, text);
    }
    return file;
  }
}
