package dev.klamm.core.producer;

import static dev.klamm.core.producer.ProducerFixture.TOPIC;
import static dev.klamm.core.producer.ProducerFixture.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.producer.RecordMetadata;
import dev.klamm.core.net.FakeCluster;
import dev.klamm.protocol.ApiKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Brokers that refuse, fall silent, lose answers, crash and hand over their partitions, by seeds:
 * whatever happens, nothing comes twice or out of order, and what was acknowledged is there.
 */
class ProducerSimulationTest {
  private static final int SEEDS = 40;
  private static final KafkaError[] REFUSALS = {
    KafkaError.NOT_LEADER_OR_FOLLOWER,
    KafkaError.NOT_ENOUGH_REPLICAS,
    KafkaError.UNKNOWN_TOPIC_OR_PARTITION,
    KafkaError.KAFKA_STORAGE_ERROR,
    KafkaError.REQUEST_TIMED_OUT,
  };

  private record Sent(int partition, int number, CompletableFuture<RecordMetadata> future) {}

  @Test
  void idempotentProducersDeliverExactlyOnceAndInOrder() {
    for (int seed = 0; seed < SEEDS; seed++) {
      run(seed, true);
    }
  }

  @Test
  void othersDeliverWhatTheyAcknowledged() {
    for (int seed = 0; seed < SEEDS / 3; seed++) {
      run(seed, false);
    }
  }

  private static void run(long seed, boolean idempotent) {
    ProducerFixture it = new ProducerFixture();
    Random random = new Random(seed);
    boolean shortPatience = random.nextInt(3) == 0;
    var producer =
        it.seeded(
            seed,
            "enable.idempotence",
            idempotent,
            "batch.size",
            100 + random.nextInt(600),
            "linger.ms",
            random.nextInt(5),
            "request.timeout.ms",
            500 + random.nextInt(1000),
            "delivery.timeout.ms",
            shortPatience ? 2_000 : 600_000);
    List<Sent> sent = new ArrayList<>();
    for (int step = 0; step < 150; step++) {
      int partition = random.nextInt(3);
      for (int i = random.nextInt(12); i > 0; i--) {
        int number = sent.size();
        sent.add(
            new Sent(partition, number, producer.send(ProducerFixture.to(partition, "" + number))));
      }
      disturb(it, random);
      it.loop.advance(random.nextInt(3) == 0 ? random.nextInt(400) : random.nextInt(10));
    }
    heal(it);
    it.loop.advance(700_000);
    check(it, sent, "seed " + seed, idempotent);
    if (!shortPatience) {
      sent.forEach(one -> assertThat(outcome(one.future())).as("seed %d", seed).contains("@"));
    }
  }

  private static void disturb(ProducerFixture it, Random random) {
    FakeCluster.Broker broker = random.nextBoolean() ? it.first : it.second;
    switch (random.nextInt(14)) {
      case 0 -> it.log.mute = true;
      case 1 -> it.log.mute = false;
      case 2 -> {
        KafkaError refusal = REFUSALS[random.nextInt(REFUSALS.length)];
        int odds = 1 + random.nextInt(3);
        it.log.fault = (p, b) -> random.nextInt(odds) == 0 ? refusal : KafkaError.NONE;
      }
      case 3, 4 -> it.log.fault = (p, b) -> KafkaError.NONE;
      case 5 -> broker.disconnect();
      case 6 -> broker.crash();
      case 7, 8 -> {
        it.first.up = true;
        it.second.up = true;
      }
      case 9 -> {
        it.leader = 3 - it.leader;
        it.leaderEpoch++;
      }
      default -> {}
    }
  }

  private static void heal(ProducerFixture it) {
    it.log.mute = false;
    it.log.fault = (p, b) -> KafkaError.NONE;
    it.first.up = true;
    it.second.up = true;
  }

  private static void check(ProducerFixture it, List<Sent> sent, String seed, boolean idempotent) {
    for (Sent one : sent) {
      assertThat(one.future()).as(seed).isDone();
    }
    for (int partition = 0; partition < 3; partition++) {
      List<Integer> stored = it.log.of(TOPIC, partition).stream().map(Integer::valueOf).toList();
      if (idempotent) {
        assertThat(stored).as(seed).doesNotHaveDuplicates().isSorted();
      }
      HashSet<Integer> there = new HashSet<>(stored);
      for (Sent one : sent) {
        if (one.partition() == partition && !one.future().isCompletedExceptionally()) {
          assertThat(there).as(seed).contains(one.number());
          long offset = one.future().join().offset();
          if (offset >= 0) {
            assertThat(stored.get((int) offset)).as(seed).isEqualTo(one.number());
          }
        }
      }
    }
    assertThat(it.cluster.unreleased).as(seed).hasValue(0);
    assertThat(it.cluster.count(ApiKey.PRODUCE)).isPositive();
  }
}
