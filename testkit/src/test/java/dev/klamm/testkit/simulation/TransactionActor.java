package dev.klamm.testkit.simulation;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerRebalanceListener;
import dev.klamm.api.consumer.ConsumerRecord;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.consumer.OffsetAndMetadata;
import dev.klamm.api.error.AbortableException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.serde.Serdes;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.testkit.history.CommitHistory;
import dev.klamm.testkit.history.GroupHistory;
import dev.klamm.testkit.history.SendHistory;
import dev.klamm.testkit.history.TransactionHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of a group, writes one for each to another topic, and commits both in one
 * transaction: over and over, until it dies or may not go on. Whatever goes wrong, another takes
 * its place under the same transactional id, perhaps before this one knows.
 */
final class TransactionActor implements ConsumerRebalanceListener {

  static final String GROUP = "transformers";
  static final String OUTPUT = "output";

  private final World world;
  private final RandomGenerator random;
  private final String name;
  private final String id;
  private final LongSupplier ids;
  private final LongConsumer onProcessed;
  private final Runnable onEnd;
  private final SimulatedTransport node;
  private final KafkaProducer<Long, Long> producer;
  private final KafkaConsumer<Long, Long> consumer;
  private final GroupHistory group;
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();
  private List<Long> committing = List.of();
  private boolean gone;

  /** What one transaction is about. */
  private static final class Round {
    final TransactionHistory history;
    final List<Long> inputs = new ArrayList<>();
    final Map<TopicPartition, Long> from = new LinkedHashMap<>();
    final Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
    final List<CommitHistory> commits = new ArrayList<>();

    Round(TransactionHistory history) {
      this.history = history;
    }
  }

  /**
   * @param id the transactional id
   * @param ids gives each output an id
   * @param onProcessed is told of each input whose transaction was, or may be, committed
   * @param onEnd is told when it can do no more
   */
  TransactionActor(
      World world,
      Faults faults,
      String name,
      String id,
      Map<String, Object> memberSettings,
      LongSupplier ids,
      LongConsumer onProcessed,
      Runnable onEnd) {
    this.world = world;
    this.random = world.simulation.newRandom();
    this.name = name;
    this.id = id;
    this.ids = ids;
    this.onProcessed = onProcessed;
    this.onEnd = onEnd;
    this.group = world.history.group(GROUP);
    this.node = world.network.newTransport(name);
    faults.mayHit(node);
    producer =
        new KafkaProducer<>(
            producerSettings(id),
            Serdes.Long().serializer(),
            Serdes.Long().serializer(),
            ClientRuntime.shared(node, world.simulation.newRandom()));
    consumer =
        new KafkaConsumer<>(
            consumerSettings(memberSettings),
            Serdes.Long().deserializer(),
            Serdes.Long().deserializer(),
            ClientRuntime.shared(node, world.simulation.newRandom()));
  }

  private ProducerSettings producerSettings(String id) {
    Map<String, Object> settings = World.clientSettings();
    settings.put("transactional.id", id);
    settings.put("transaction.timeout.ms", 3_000 + random.nextInt(4_000));
    settings.put("delivery.timeout.ms", 12_000);
    settings.put("max.block.ms", 12_000);
    settings.put("batch.size", 100 + random.nextInt(200));
    return ProducerSettings.of(settings);
  }

  private ConsumerSettings consumerSettings(Map<String, Object> own) {
    Map<String, Object> settings = World.clientSettings();
    settings.put("group.id", GROUP);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", 1 + random.nextInt(8));
    settings.put("fetch.max.wait.ms", 400);
    settings.putAll(own);
    return ConsumerSettings.of(settings);
  }

  void start(List<String> topics) {
    consumer.subscribe(topics, this);
    go(producer::initTransactionsAsync, this::poll);
  }

  boolean isGone() {
    return gone;
  }

  /** The transactional id. */
  String id() {
    return id;
  }

  void die() {
    if (gone) {
      return;
    }
    gone = true;
    // What it was committing may be committed.
    committing.forEach(onProcessed::accept);
    world.simulation.trace(name, "dies");
    world.network.kill(node);
  }

  private void end(Throwable why) {
    if (!gone) {
      world.simulation.trace(name, "gives up: " + why);
      die();
      onEnd.run();
    }
  }

  private void go(Supplier<CompletionStage<Void>> call, Runnable then) {
    go(call, then, this::end);
  }

  private void go(
      Supplier<CompletionStage<Void>> call, Runnable then, Consumer<Throwable> otherwise) {
    CompletionStage<Void> outcome;
    try {
      outcome = call.get();
    } catch (RuntimeException e) {
      otherwise.accept(e);
      return;
    }
    outcome.whenComplete(
        (done, failure) ->
            world.simulation.after(
                Duration.ofNanos(random.nextLong(5_000_000)),
                () -> {
                  if (gone) {
                    return;
                  }
                  if (failure == null) {
                    then.run();
                  } else {
                    otherwise.accept(failure.getCause() == null ? failure : failure.getCause());
                  }
                }));
  }

  private void poll() {
    if (gone) {
      return;
    }
    List<ConsumerRecord<Long, Long>> records = new ArrayList<>();
    try {
      consumer.poll(Duration.ZERO).forEach(records::add);
    } catch (RuntimeException e) {
      end(e);
      return;
    }
    if (records.isEmpty()) {
      world.simulation.after(Duration.ofMillis(random.nextLong(1, 120)), this::poll);
    } else {
      transform(records);
    }
  }

  private void transform(List<ConsumerRecord<Long, Long>> records) {
    Round round = new Round(world.history.producer(name).begin());
    try {
      producer.beginTransaction();
      records.forEach(record -> transform(record, round));
    } catch (RuntimeException e) {
      failed(round, e);
      return;
    }
    // Some take their time, so that the coordinator may lose patience.
    long pause = random.nextInt(10) == 0 ? random.nextLong(9_000) : random.nextLong(30);
    world.simulation.after(Duration.ofMillis(pause), () -> decide(round));
  }

  private void transform(ConsumerRecord<Long, Long> record, Round round) {
    TopicPartition source = new TopicPartition(record.topic(), record.partition());
    long id = ids.getAsLong();
    SendHistory send = round.history.process(source + "@" + record.offset(), OUTPUT, id);
    round.inputs.add(record.value());
    round.from.putIfAbsent(source, record.offset());
    round.offsets.put(source, new OffsetAndMetadata(record.offset() + 1));
    producer.send(
        new ProducerRecord<>(OUTPUT, record.value(), id),
        (metadata, failure) -> {
          if (failure == null) {
            send.acknowledged(metadata.partition(), metadata.offset());
          } else {
            send.failed();
          }
        });
  }

  private void decide(Round round) {
    if (gone) {
      return;
    }
    if (random.nextInt(6) == 0) {
      abort(round);
      return;
    }
    if (!world.sabotage.areOffsetsCommitted()) {
      commit(round);
      return;
    }
    round.offsets.forEach(
        (partition, offset) -> round.commits.add(group.commit(name, partition, offset.offset())));
    go(
        () -> producer.sendOffsetsToTransactionAsync(round.offsets, consumer.groupMetadata()),
        () -> commit(round),
        failure -> failed(round, failure));
  }

  private void commit(Round round) {
    round.history.committing();
    committing = round.inputs;
    go(
        producer::commitTransactionAsync,
        () -> committed(round),
        failure -> unknown(round, failure));
  }

  private void committed(Round round) {
    round.history.committed();
    round.commits.forEach(CommitHistory::acknowledged);
    round.inputs.forEach(onProcessed::accept);
    world.simulation.after(Duration.ofMillis(random.nextLong(60)), this::poll);
  }

  /** It asked to commit, and does not know what became of it, unless it is told to abort. */
  private void unknown(Round round, Throwable failure) {
    if (failure instanceof AbortableException) {
      abort(round);
    } else {
      round.inputs.forEach(onProcessed::accept);
      end(failure);
    }
  }

  private void failed(Round round, Throwable failure) {
    if (failure instanceof AbortableException) {
      abort(round);
    } else {
      end(failure);
    }
  }

  private void abort(Round round) {
    go(producer::abortTransactionAsync, () -> aborted(round), this::end);
  }

  /** What was read is read again, as far as it is still this one's to read. */
  private void aborted(Round round) {
    committing = List.of();
    round.history.aborted();
    round.commits.forEach(CommitHistory::refused);
    round.from.forEach(this::seekBack);
    world.simulation.after(Duration.ofMillis(random.nextLong(60)), this::poll);
  }

  private void seekBack(TopicPartition partition, @Nullable Long offset) {
    if (positions.containsKey(partition) && offset != null) {
      consumer.seek(partition, offset);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(positions::remove);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> positions.put(partition, 0L));
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(positions::remove);
  }
}
