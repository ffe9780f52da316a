package dev.klamm.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One turn of one side at a workload: does it, and reports the figures. */
final class Turns {

  private static final int SMALL = 100;
  private static final int LARGE = 1024;
  private static final int PRODUCERS = 50;
  private static final int RATE = 1_000;
  private static final int MANY_PARTITIONS = 100;
  private static final int IN_PROCESS_ROUNDS = 6;
  private static final double GB = 1e9;

  private final Launcher launcher;
  private final Clients clients;
  private final WarmBrokers brokers;
  private final Report report;
  private final Options options;
  private final Path directory;
  private final ApplicationTurns applications;
  private int topics;

  Turns(
      Launcher launcher,
      Clients clients,
      WarmBrokers brokers,
      Report report,
      Options options,
      Path directory) {
    this.launcher = launcher;
    this.clients = clients;
    this.brokers = brokers;
    this.report = report;
    this.options = options;
    this.directory = directory;
    this.applications = new ApplicationTurns(clients, brokers, report, options.scale());
  }

  /** Takes a turn; answers what it found, for the progress line. */
  String take(Workload workload, Side side) throws IOException, InterruptedException {
    Scale scale = options.scale();
    return switch (workload) {
      case START -> start(side);
      case KILL -> kill(side);
      case LARGE -> startOverData(side);
      case BYTES_100 -> throughput(side, scale.small(), SMALL);
      case BYTES_1K -> throughput(side, scale.large(), LARGE);
      case MANY -> many(side);
      case RATE -> rate(side);
      case PARTITIONS -> partitions(side);
      case CLIENTS -> clients(side);
      case IN_PROCESS -> inProcess(side);
      case TRANSACTIONS -> applications.transactions(side);
      case GROUPS -> applications.groups(side);
      case COMPACTION -> applications.compaction(side);
      case WORD_COUNT -> applications.wordCount(side);
    };
  }

  // ---- on a warm broker

  private String throughput(Side side, int records, int bytes)
      throws IOException, InterruptedException {
    boolean small = bytes == SMALL;
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, 1);
    double before = broker.cpuSeconds();
    double produced = clients.produce(broker, topic, records, bytes);
    double between = broker.cpuSeconds();
    double consumed = clients.consume(broker, topic, records);
    double after = broker.cpuSeconds();
    Topics.delete(broker, topic);
    double gb = records * (double) bytes / GB;
    report.add(
        small ? Measure.PRODUCE_100_CPU : Measure.PRODUCE_1K_CPU, side, (between - before) / gb);
    report.add(
        small ? Measure.CONSUME_100_CPU : Measure.CONSUME_1K_CPU, side, (after - between) / gb);
    report.add(small ? Measure.PRODUCE_100_RATE : Measure.PRODUCE_1K_RATE, side, produced / 1e3);
    report.add(small ? Measure.CONSUME_100_RATE : Measure.CONSUME_1K_RATE, side, consumed / 1e3);
    return text(
        "produce %.0f/s, %.2f CPU s/GB; consume %.0f/s, %.2f CPU s/GB",
        produced, (between - before) / gb, consumed, (after - between) / gb);
  }

  private String many(Side side) throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, 8);
    int each = options.scale().each();
    double before = broker.cpuSeconds();
    Map<String, Double> figures = clients.stock(broker, "many", topic, PRODUCERS, each, SMALL);
    double micros = (broker.cpuSeconds() - before) * 1e6 / (PRODUCERS * (each + 1));
    Topics.delete(broker, topic);
    double rate = Clients.figure(figures, "rate");
    report.add(Measure.MANY_RATE, side, rate);
    report.add(Measure.MANY_CPU, side, micros);
    return text("%.0f requests/s, %.1f CPU us each", rate, micros);
  }

  private String rate(Side side) throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, 1);
    int seconds = options.scale().rateSeconds();
    double before = broker.cpuSeconds();
    Map<String, Double> figures = clients.stock(broker, "rate", topic, RATE, seconds, LARGE);
    double micros = (broker.cpuSeconds() - before) * 1e6 / (RATE * seconds);
    Topics.delete(broker, topic);
    double ack = Clients.figure(figures, "ack.p50");
    double arrival = Clients.figure(figures, "e2e.p50");
    report.add(Measure.ACK_P50, side, ack);
    report.add(Measure.ACK_P99, side, Clients.figure(figures, "ack.p99"));
    report.add(Measure.ARRIVAL_P50, side, arrival);
    report.add(Measure.ARRIVAL_P99, side, Clients.figure(figures, "e2e.p99"));
    report.add(Measure.RATE_CPU, side, micros);
    return text("ack p50 %.3f ms, end to end p50 %.3f ms", ack, arrival);
  }

  /** One partition before and after, so that neither gains by a broker that still warms up. */
  private String partitions(Side side) throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    double first = cpuToProduce(broker, 1);
    double hundred = cpuToProduce(broker, MANY_PARTITIONS);
    double one = (first + cpuToProduce(broker, 1)) / 2;
    if (one > 0) {
      report.add(Measure.PARTITIONS, side, hundred / one);
    }
    return text("%.2f CPU s to 100 partitions, %.2f to one", hundred, one);
  }

  private double cpuToProduce(Broker broker, int partitions)
      throws IOException, InterruptedException {
    String topic = newTopic(broker, partitions);
    double before = broker.cpuSeconds();
    clients.produce(broker, topic, options.scale().large(), LARGE);
    double seconds = broker.cpuSeconds() - before;
    Topics.delete(broker, topic);
    return seconds;
  }

  /** Kafka's column is kafka-clients, ours is our clients; the broker is the same one. */
  private String clients(Side side) throws IOException, InterruptedException {
    Scale scale = options.scale();
    Broker broker = brokers.get(Side.OS);
    String topic = newTopic(broker, 1);
    boolean stock = side == Side.KAFKA;
    double produce = cpuOfClient(stock, broker, "produce", topic, scale);
    double consume = cpuOfClient(stock, broker, "consume", topic, scale);
    Topics.delete(broker, topic);
    report.add(Measure.PRODUCER_CPU, side, produce);
    report.add(Measure.CONSUMER_CPU, side, consume);
    return text(
        "%s: %.3f CPU s per million produced, %.3f consumed",
        stock ? "kafka-clients" : "our clients", produce, consume);
  }

  private double cpuOfClient(boolean stock, Broker broker, String work, String topic, Scale scale)
      throws IOException, InterruptedException {
    Map<String, Double> figures =
        stock
            ? clients.stock(broker, work, topic, scale.shortRun(), scale.longRun(), SMALL)
            : clients.ours(broker, work, topic, scale.shortRun(), scale.longRun(), SMALL);
    return Clients.figure(figures, "cpu.seconds.per.million");
  }

  private String inProcess(Side side) throws IOException, InterruptedException {
    double rate = clients.inProcess(IN_PROCESS_ROUNDS, options.scale().inProcess(), SMALL) / 1e6;
    report.add(Measure.IN_PROCESS, side, rate);
    return text("%.2f million records/s", rate);
  }

  // ---- with a broker of its own

  private String start(Side side) throws IOException, InterruptedException {
    Broker broker = launcher.startFresh(side, newDirectory());
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    double resident = broker.residentMib();
    broker.stop();
    report.add(Measure.START_EMPTY, side, broker.readyMs());
    report.add(Measure.IDLE_MEMORY, side, resident);
    return text("%.0f ms, %.0f MiB", broker.readyMs(), resident);
  }

  private String kill(Side side) throws IOException, InterruptedException {
    Path data = newDirectory();
    Broker broker = launcher.startFresh(side, data);
    String topic = newTopic(broker, 1);
    Clients.Run load = clients.startProducing(broker, topic, Integer.MAX_VALUE, LARGE);
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(options.scale().loadSeconds()));
    boolean loaded = load.process().isAlive();
    broker.kill();
    load.process().destroyForcibly().waitFor();
    if (!loaded) {
      throw new IOException("the load ended before the broker was killed: " + load.output());
    }
    Broker again = launcher.start(side, data, broker.port(), 1);
    again.kill();
    report.add(Measure.START_KILLED, side, again.readyMs());
    return text("%.0f ms", again.readyMs());
  }

  private String startOverData(Side side) throws IOException, InterruptedException {
    Path data = newDirectory();
    Broker broker = launcher.startFresh(side, data);
    String topic = newTopic(broker, 1);
    clients.produce(broker, topic, (int) (options.largeGb() * GB / LARGE), LARGE);
    broker.stop();
    Broker again = launcher.start(side, data, broker.port(), 1);
    again.stop();
    report.add(Measure.START_LARGE, side, again.readyMs());
    Scratch.delete(data);
    return text("%.0f ms over %d GB", again.readyMs(), options.largeGb());
  }

  private String newTopic(Broker broker, int partitions) throws IOException, InterruptedException {
    String topic = "compare-" + ++topics;
    Topics.create(broker, topic, partitions);
    return topic;
  }

  private Path newDirectory() {
    return directory.resolve("broker-" + ++topics);
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
