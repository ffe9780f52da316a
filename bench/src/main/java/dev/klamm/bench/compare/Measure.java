package dev.klamm.bench.compare;

import java.util.List;

/** The rows of the table, with what we aim for. */
enum Measure {
  PRODUCE_100_CPU(
      "produce 100 B: broker CPU s/GB",
      2,
      Goal.atMostTimes(Side.SYNC, 0.5),
      Goal.atMostTimes(Side.OS, 0.5)),
  PRODUCE_1K_CPU(
      "produce 1 KB: broker CPU s/GB",
      2,
      Goal.atMostTimes(Side.SYNC, 0.5),
      Goal.atMostTimes(Side.OS, 0.5)),
  CONSUME_100_CPU(
      "consume 100 B: broker CPU s/GB",
      2,
      Goal.atMostTimes(Side.SYNC, 0.7),
      Goal.atMostTimes(Side.OS, 0.7)),
  CONSUME_1K_CPU(
      "consume 1 KB: broker CPU s/GB",
      2,
      Goal.atMostTimes(Side.SYNC, 0.7),
      Goal.atMostTimes(Side.OS, 0.7)),
  PRODUCE_100_RATE(
      "produce 100 B: thousand records/s",
      0,
      Goal.atLeastTimes(Side.SYNC, 0.9),
      Goal.atLeastTimes(Side.OS, 1.2)),
  PRODUCE_1K_RATE(
      "produce 1 KB: thousand records/s",
      0,
      Goal.atLeastTimes(Side.SYNC, 0.9),
      Goal.atLeastTimes(Side.OS, 1.4)),
  CONSUME_100_RATE("consume 100 B: thousand records/s", 0),
  CONSUME_1K_RATE("consume 1 KB: thousand records/s", 0),
  MANY_RATE(
      "50 producers, one in flight each: requests/s",
      0,
      Goal.atLeastTimes(Side.SYNC, 2),
      Goal.atLeastTimes(Side.OS, 2)),
  MANY_CPU(
      "50 producers, one in flight each: broker CPU us/request",
      1,
      Goal.atMostTimes(Side.SYNC, 0.4),
      Goal.atMostTimes(Side.OS, 0.4)),
  ACK_P50("1,000/s of 1 KB: ack p50, ms", 3, Goal.atMostTimes(Side.OS, 0.8)),
  ACK_P99("1,000/s of 1 KB: ack p99, ms", 2),
  ARRIVAL_P50("1,000/s of 1 KB: end to end p50, ms", 3, Goal.atMostTimes(Side.OS, 0.8)),
  ARRIVAL_P99("1,000/s of 1 KB: end to end p99, ms", 2),
  RATE_CPU("1,000/s of 1 KB: broker CPU us/record", 0),
  PARTITIONS(
      "100 partitions against one: broker CPU, times",
      2,
      Goal.atMost(Side.SYNC, 1.1),
      Goal.atMost(Side.OS, 1.1)),
  START_EMPTY("start, empty: ms until it answers", 0, Goal.atMost(Side.SYNC, 350)),
  START_LARGE("start over a large store: ms until it serves", 0, Goal.atMost(Side.SYNC, 2_000)),
  START_KILLED(
      "start after kill -9 under load: ms until it serves", 0, Goal.atMost(Side.SYNC, 1_000)),
  IDLE_MEMORY("idle after start: resident MiB", 0, Goal.atMost(Side.SYNC, 90)),
  LOADED_MEMORY(
      "under load: largest resident MiB",
      0,
      Goal.atMost(Side.SYNC, 256),
      Goal.atMost(Side.OS, 256)),
  PRODUCER_CPU(
      "client CPU s per million, produce 100 B: kafka-clients, ours",
      3,
      Goal.atMostTimes(Side.OS, 0.5)),
  CONSUMER_CPU(
      "client CPU s per million, consume 100 B: kafka-clients, ours",
      3,
      Goal.atMostTimes(Side.OS, 0.7)),
  IN_PROCESS(
      "produce and consume in process, 100 B: million records/s", 2, Goal.atLeast(Side.OS, 4)),
  TRANSACTION_RATE(
      "transactions of 1,000 records of 100 B: thousand records/s",
      0,
      Goal.atLeastTimes(Side.SYNC, 1),
      Goal.atLeastTimes(Side.OS, 1)),
  COMMIT_P50(
      "transactions of one record: p50, ms",
      2,
      Goal.atMostTimes(Side.SYNC, 1),
      Goal.atMostTimes(Side.OS, 1)),
  COMMIT_P99("transactions of one record: p99, ms", 2),
  CLASSIC_JOIN("classic group, 100 members, 1,000 partitions: ms to join", 0, ahead()),
  CLASSIC_LEAVE("classic group: ms until a leaver's partitions are taken over", 0, ahead()),
  CONSUMER_JOIN("consumer group (KIP-848), the same: ms to join", 0, ahead()),
  CONSUMER_LEAVE("consumer group: ms until a leaver's partitions are taken over", 0, ahead()),
  COMPACTION_RATE("compaction: MB/s", 0, Goal.atLeastTimes(Side.SYNC, 1)),
  COMPACTION_P99("compaction: others' ack p99 meanwhile, ms", 2, Goal.atMostTimes(Side.OS, 1)),
  WORD_COUNT(
      "Kafka Streams word count, exactly_once_v2: thousand lines/s",
      1,
      Goal.atLeastTimes(Side.SYNC, 1),
      Goal.atLeastTimes(Side.OS, 1));

  private final String title;
  private final int decimals;
  private final List<Goal> goals;

  Measure(String title, int decimals, Goal... goals) {
    this.title = title;
    this.decimals = decimals;
    this.goals = List.of(goals);
  }

  private static Goal[] ahead() {
    return new Goal[] {Goal.atMostTimes(Side.SYNC, 1), Goal.atMostTimes(Side.OS, 1)};
  }

  String title() {
    return title;
  }

  int decimals() {
    return decimals;
  }

  List<Goal> goals() {
    return goals;
  }
}
