package dev.klamm.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What can be run; in this order. */
enum Workload {
  START("start", "time to the first answer on an empty directory, and memory 3 s later"),
  KILL("kill", "kill -9 under load, and the time until it serves again"),
  BYTES_100("100b", "one producer, then one consumer, of one fixed payload of 100 B"),
  BYTES_1K("1kb", "the same of 1 KB"),
  MANY("many", "50 producers with one record in flight each"),
  RATE("rate", "1,000 records of 1 KB a second: time to ack and to a consumer"),
  PARTITIONS("partitions", "1 KB to 100 partitions against 1 KB to one"),
  CLIENTS("clients", "processor time of our clients against kafka-clients', same broker"),
  IN_PROCESS("in-process", "our broker and clients in one process"),
  TRANSACTIONS("transactions", "records of 100 B in large transactions, and commits of small ones"),
  GROUPS(
      "groups", "100 members and 1,000 partitions: to join, and to take over, by both protocols"),
  COMPACTION("compaction", "compacting a log while others produce"),
  WORD_COUNT("word-count", "Kafka Streams counts words, exactly once"),
  LARGE("large", "time until it serves after a clean stop with --large GB");

  private static final List<Side> BROKERS = List.of(Side.values());

  private final String title;
  private final String purpose;

  Workload(String title, String purpose) {
    this.title = title;
    this.purpose = purpose;
  }

  static Workload named(String title) {
    return Arrays.stream(values())
        .filter(workload -> workload.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no workload or option is called '" + title + "', workloads are " + titles()));
  }

  private static String titles() {
    return Arrays.stream(values()).map(Workload::title).collect(Collectors.joining(", "));
  }

  String title() {
    return title;
  }

  String purpose() {
    return purpose;
  }

  /** Whose turn it is in every round, in order. */
  List<Side> sides() {
    return switch (this) {
      case START, KILL, LARGE -> List.of(Side.KAFKA, Side.SYNC);
      case CLIENTS -> List.of(Side.KAFKA, Side.OS);
      case IN_PROCESS -> List.of(Side.OS);
      default -> BROKERS;
    };
  }
}
