package dev.klamm.bench.compare;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Turns at what applications build on: transactions, groups, compaction, Kafka Streams. */
final class ApplicationTurns {

  private static final int SMALL = 100;
  private static final int LARGE = 1024;
  private static final int MEMBERS = 100;
  private static final int PARTITIONS = 1_000;
  private static final int KEYS = 5_000;
  private static final int WORDS = 5;
  private static final int INPUT_PARTITIONS = 4;

  private final Clients clients;
  private final WarmBrokers brokers;
  private final Report report;
  private final Scale scale;
  private int topics;

  ApplicationTurns(Clients clients, WarmBrokers brokers, Report report, Scale scale) {
    this.clients = clients;
    this.brokers = brokers;
    this.report = report;
    this.scale = scale;
  }

  String transactions(Side side) throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, 1);
    Map<String, Double> figures =
        clients.stock(broker, "transactions", topic, scale.transactions(), scale.commits(), SMALL);
    Topics.delete(broker, topic);
    double rate = Clients.figure(figures, "rate") / 1e3;
    double commit = Clients.figure(figures, "commit.p50");
    report.add(Measure.TRANSACTION_RATE, side, rate);
    report.add(Measure.COMMIT_P50, side, commit);
    report.add(Measure.COMMIT_P99, side, Clients.figure(figures, "commit.p99"));
    return text("%.0f thousand records/s, commit p50 %.2f ms", rate, commit);
  }

  String groups(Side side) throws IOException, InterruptedException {
    return group(side, "classic", Measure.CLASSIC_JOIN, Measure.CLASSIC_LEAVE)
        + "; "
        + group(side, "consumer", Measure.CONSUMER_JOIN, Measure.CONSUMER_LEAVE);
  }

  private String group(Side side, String protocol, Measure join, Measure leave)
      throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, PARTITIONS);
    Map<String, Double> figures =
        clients.stock(broker, protocol, topic, MEMBERS, PARTITIONS, SMALL);
    Topics.delete(broker, topic);
    double joined = Clients.figure(figures, "join.ms");
    double left = Clients.figure(figures, "leave.ms");
    report.add(join, side, joined);
    report.add(leave, side, left);
    return text("%s: %.0f ms to join, %.0f ms after one left", protocol, joined, left);
  }

  String compaction(Side side) throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, 1);
    double before = broker.cpuSeconds();
    Map<String, Double> figures =
        clients.stock(broker, "compaction", topic, scale.compactMb(), KEYS, LARGE);
    double cpu = broker.cpuSeconds() - before;
    Topics.delete(broker, topic);
    Topics.delete(broker, topic + "-others");
    double rate = Clients.figure(figures, "rate");
    double busy = Clients.figure(figures, "busy.p99");
    report.add(Measure.COMPACTION_RATE, side, rate);
    report.add(Measure.COMPACTION_P99, side, busy);
    return text(
        "%.0f MB/s, %.1f CPU s with filling; others' p99 %.2f ms before, %.2f meanwhile",
        rate, cpu, Clients.figure(figures, "quiet.p99"), busy);
  }

  String wordCount(Side side) throws IOException, InterruptedException {
    Broker broker = brokers.get(side);
    String topic = newTopic(broker, INPUT_PARTITIONS);
    Topics.create(broker, topic + "-counts", 1);
    Map<String, Double> figures =
        clients.stock(broker, "word-count", topic, scale.lines(), WORDS, SMALL);
    Topics.delete(broker, topic);
    double rate = Clients.figure(figures, "rate") / 1e3;
    report.add(Measure.WORD_COUNT, side, rate);
    return text("%.1f thousand lines/s", rate);
  }

  private String newTopic(Broker broker, int partitions) throws IOException, InterruptedException {
    String topic = "applications-" + ++topics;
    Topics.create(broker, topic, partitions);
    return topic;
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
