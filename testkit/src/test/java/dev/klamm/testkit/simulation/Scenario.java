package dev.klamm.testkit.simulation;

import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.IsolationLevel;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.log.Partition;
import dev.klamm.testkit.history.LogHistory;
import dev.klamm.testkit.history.SendHistory;
import dev.klamm.testkit.history.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One seed from its beginning to its end: topics, producers, groups, readers and faults as chance
 * has it; then rest, a look at everything, and judgement.
 */
final class Scenario {

  private static final String[] ASSIGNORS = {"range", "roundrobin", "sticky", "cooperative-sticky"};
  private static final String GROUP = "group";
  private static final String GROWING = "growing";
  private static final String CHURNED = "churned";
  private static final String COMPACTED = "compacted";
  private static final int MEMBER_SESSION_MS = 6_000;

  /** After so long, what nobody finished is aborted. */
  private static final int TRANSACTION_MS = 9_000;

  private final World world;
  private final RandomGenerator random;
  private final Faults faults;
  private final AdminActor admin;
  private final List<String> topics = new ArrayList<>();
  private final List<TopicPartition> created = new ArrayList<>();
  private final List<WritingActor> writers = new ArrayList<>();
  private final List<ReadingActor> readers = new ArrayList<>();
  private final List<TransactionActor> transforms = new ArrayList<>();
  private final List<MemberActor> members = new ArrayList<>();
  private final Set<Long> consumed = new HashSet<>();
  private final Set<Long> unread = new HashSet<>();
  private final Set<Long> unprocessed = new HashSet<>();
  private final Set<Long> processed = new HashSet<>();
  private long outputs = 1L << 48;
  private int transformers;
  private boolean transforming;
  private int pending;
  private boolean consuming;

  Scenario(Simulation simulation, Sabotage sabotage) {
    world = new World(simulation, brokerSettings(), sabotage);
    random = simulation.newRandom();
    faults = new Faults(world);
    admin = new AdminActor(world);
  }

  private static Map<String, String> brokerSettings() {
    return Map.of(
        "group.min.session.timeout.ms", "1000",
        "group.consumer.session.timeout.ms", String.valueOf(MEMBER_SESSION_MS),
        "group.consumer.min.session.timeout.ms", "1000",
        "group.consumer.heartbeat.interval.ms", "1000",
        "group.consumer.min.heartbeat.interval.ms", "500",
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
        "log.cleaner.backoff.ms", "300");
  }

  /** Runs a seed; gives the checksum of all that happened. */
  static long run(long seed) {
    return run(new Simulation(seed), Sabotage.NONE);
  }

  static long run(Simulation simulation, Sabotage sabotage) {
    try {
      new Scenario(simulation, sabotage).run();
      return simulation.traceChecksum();
    } catch (AssertionError | RuntimeException e) {
      throw new SeedFailure(simulation, e);
    }
  }

  private void run() {
    begin();
    faults.start();
    wait(
        "topics are created and grown, and every send is answered",
        () -> pending == 0 && areWritersDone());
    wait("the faults are over", () -> isAfter(Faults.END) && world.broker.isUp());
    if (consuming) {
      wait("the group reads every record", () -> unread.isEmpty());
    }
    if (transforming) {
      wait("every record is transformed", unprocessed::isEmpty);
    }
    world.broker.checkLogs();
    world.sabotage.beforeRest(world);
    rest();
    readAll();
    judge();
    restartAndCompare(world.broker::crash);
    restartAndCompare(() -> world.broker.stop(() -> {}));
  }

  private void begin() {
    int stable = 1 + random.nextInt(3);
    for (int i = 0; i < stable; i++) {
      topics.add("topic-" + i);
      create("topic-" + i, 1 + random.nextInt(3));
    }
    if (random.nextInt(3) == 0) {
      topics.add(GROWING);
      create(GROWING, 1);
      int partitions = 2 + random.nextInt(3);
      pending++;
      world.simulation.after(millis(2_000), () -> admin.grow(GROWING, partitions, () -> pending--));
    }
    List<String> written = new ArrayList<>(topics);
    if (random.nextInt(3) == 0) {
      compact(written);
    }
    int producers = 1 + random.nextInt(3);
    for (int i = 0; i < producers; i++) {
      addWriter(5 + random.nextInt(60), written, Duration.ofMinutes(5));
    }
    if (random.nextInt(4) == 0) {
      churn();
    }
    writers.forEach(writer -> world.simulation.after(millis(1_000), writer::start));
    if (random.nextInt(4) != 0) {
      startGroup();
    }
    if (random.nextInt(5) == 0 || world.sabotage.isAboutTransactions()) {
      startTransforming();
    }
    if (random.nextBoolean()) {
      world.simulation.after(
          millis(1_500), () -> startReader("reader", IsolationLevel.READ_UNCOMMITTED));
    }
    if (random.nextBoolean()) {
      world.simulation.after(
          millis(1_500), () -> startReader("committed-reader", IsolationLevel.READ_COMMITTED));
    }
  }

  private void addWriter(int records, List<String> to, Duration deliveryTimeout) {
    writers.add(
        new WritingActor(
            world, faults, writers.size(), records, to, deliveryTimeout, this::acknowledged));
  }

  /** A topic of which only the last record of each key is kept, very soon. */
  private void compact(List<String> written) {
    written.add(COMPACTED);
    world.history.compacted(COMPACTED);
    world.broker.mayHaveGaps(COMPACTED);
    Map<String, String> configs = new TreeMap<>();
    configs.put("cleanup.policy", "compact");
    configs.put("segment.ms", "200");
    configs.put("min.cleanable.dirty.ratio", "0.1");
    configs.put("delete.retention.ms", "100");
    create(new NewTopic(COMPACTED, 2, (short) 1).configs(configs));
  }

  private void create(NewTopic topic) {
    pending++;
    for (int partition = 0; partition < topic.numPartitions(); partition++) {
      created.add(new TopicPartition(topic.name(), partition));
    }
    admin.create(topic, () -> pending--);
  }

  private void create(String topic, int partitions) {
    create(new NewTopic(topic, partitions, (short) 1));
  }

  /** A topic that comes and goes, with somebody who writes to it all the same. */
  private void churn() {
    pending++;
    world.history.deleted(CHURNED);
    addWriter(20, List.of(CHURNED, topics.get(0)), Duration.ofSeconds(8));
    churn(1 + random.nextInt(4), () -> pending--);
  }

  private void churn(int times, Runnable then) {
    admin.create(
        new NewTopic(CHURNED, 1 + random.nextInt(2), (short) 1),
        () ->
            world.simulation.after(
                millis(800),
                () ->
                    admin.delete(
                        CHURNED,
                        () ->
                            world.simulation.after(
                                millis(300), times == 1 ? then : () -> churn(times - 1, then)))));
  }

  private void startGroup() {
    consuming = true;
    Map<String, Object> settings = memberSettings();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int number = i;
      world.simulation.after(millis(1_500), () -> join("member-" + number, settings));
    }
    if (random.nextInt(3) == 0) {
      world.simulation.after(millis(4_000), () -> replaceMember(settings));
    }
    world.simulation.after(millis(500), () -> admin.watch(GROUP, Duration.ofMillis(400)));
  }

  private void join(String name, Map<String, Object> settings) {
    MemberActor member = new MemberActor(world, faults, name, GROUP, settings, this::consumed);
    members.add(member);
    member.join(topics);
  }

  private void replaceMember(Map<String, Object> settings) {
    if (!members.isEmpty()) {
      MemberActor member = members.get(random.nextInt(members.size()));
      if (random.nextBoolean()) {
        member.die();
      } else {
        member.leave();
      }
    }
    world.simulation.after(millis(500), () -> join("late-member", settings));
  }

  private Map<String, Object> memberSettings() {
    Map<String, Object> settings = new HashMap<>();
    if (random.nextInt(3) == 0) {
      settings.put("group.protocol", "consumer");
      if (random.nextBoolean()) {
        settings.put("group.remote.assignor", random.nextBoolean() ? "uniform" : "range");
      }
    } else {
      settings.put("session.timeout.ms", MEMBER_SESSION_MS);
      settings.put("heartbeat.interval.ms", 1_000);
      settings.put("partition.assignment.strategy", ASSIGNORS[random.nextInt(ASSIGNORS.length)]);
    }
    return settings;
  }

  /** Two at most that read, transform and write in transactions; perhaps under the same id. */
  private void startTransforming() {
    transforming = true;
    create(TransactionActor.OUTPUT, 1 + random.nextInt(3));
    Map<String, Object> settings = memberSettings();
    boolean sameId = random.nextInt(4) == 0;
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      String id = "transformer-" + (sameId ? 0 : i);
      world.simulation.after(millis(1_500), () -> transform(id, settings));
    }
    if (random.nextInt(3) == 0) {
      // A second one under the same id: one of the two is a zombie.
      world.simulation.after(millis(4_000), () -> transform("transformer-0", settings));
    }
    if (random.nextInt(3) == 0) {
      world.simulation.after(millis(4_000), () -> killTransformer(settings));
    }
    world.simulation.after(
        millis(500), () -> admin.watch(TransactionActor.GROUP, Duration.ofMillis(400)));
  }

  private void transform(String id, Map<String, Object> settings) {
    String name = id + "-" + transformers++;
    TransactionActor actor =
        new TransactionActor(
            world,
            faults,
            name,
            id,
            settings,
            () -> outputs++,
            this::processed,
            () -> replaceTransformer(id, settings));
    transforms.add(actor);
    actor.start(topics);
  }

  /** Those that gave up are replaced, unless another with their id is at work. */
  private void replaceTransformer(String id, Map<String, Object> settings) {
    world.simulation.after(millis(1_000), () -> transform(id, settings));
  }

  private void killTransformer(Map<String, Object> settings) {
    if (!transforms.isEmpty()) {
      TransactionActor victim = transforms.get(random.nextInt(transforms.size()));
      if (!victim.isGone()) {
        victim.die();
        replaceTransformer(victim.id(), settings);
      }
    }
  }

  private void startReader(String name, IsolationLevel isolation) {
    ReadingActor reader = new ReadingActor(world, name, isolation, created);
    readers.add(reader);
    reader.start();
  }

  /** All there are by now, other than of topics that come and go. */
  private List<TopicPartition> partitions() {
    Set<String> names = new LinkedHashSet<>();
    created.forEach(partition -> names.add(partition.topic()));
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : names) {
      Topic topic = world.broker.image().topic(name);
      if (topic != null) {
        topic.partitions().forEach(partition -> partitions.add(partition.name()));
      }
    }
    return partitions;
  }

  private void acknowledged(SendHistory send) {
    if (!topics.contains(send.topic())) {
      return;
    }
    if (!consumed.contains(send.id())) {
      unread.add(send.id());
    }
    if (!processed.contains(send.id())) {
      unprocessed.add(send.id());
    }
  }

  private void processed(long id) {
    processed.add(id);
    unprocessed.remove(id);
  }

  private void consumed(long id) {
    consumed.add(id);
    unread.remove(id);
  }

  private boolean areWritersDone() {
    return writers.stream().allMatch(WritingActor::isDone);
  }

  private boolean isAfter(Duration time) {
    return world.simulation.now() > time.toNanos();
  }

  private Duration millis(long most) {
    return Duration.ofMillis(random.nextLong(most));
  }

  private void wait(String what, BooleanSupplier condition) {
    if (!world.simulation.runUntil(condition, world.sabotage.patience())) {
      judge(); // what is wrong may be why it does not go on
      throw new InvariantViolation("PROGRESS", "not in time: " + what);
    }
  }

  /** All of the group is gone, and so is everyone else. */
  private void rest() {
    members.forEach(MemberActor::die);
    transforms.forEach(TransactionActor::die);
    readers.forEach(ReadingActor::stop);
    world.simulation.runFor(Duration.ofMillis(TRANSACTION_MS));
    wait("the broker is up", world.broker::isUp);
  }

  private void readAll() {
    for (IsolationLevel isolation : IsolationLevel.values()) {
      ReadingActor reader = new ReadingActor(world, "last-" + isolation, isolation, partitions());
      reader.start();
      wait("a reader comes to the end", () -> isAtEnd(reader));
      reader.stop();
      for (TopicPartition name : partitions()) {
        Partition partition = world.broker.image().partition(name.topic(), name.partition());
        LogHistory log =
            world.history.log(name, isolation, partition.startOffset(), partition.highWatermark());
        reader.read(name).forEach(log::holds);
      }
    }
  }

  private boolean isAtEnd(ReadingActor reader) {
    for (TopicPartition name : partitions()) {
      Partition partition = world.broker.image().partition(name.topic(), name.partition());
      if (!reader.isAt(name, partition.lastStableOffset())) {
        return false;
      }
    }
    return true;
  }

  /** What the broker says of itself is the same before and after. */
  private void restartAndCompare(Runnable ending) {
    Map<String, String> before = state();
    ending.run();
    world.simulation.runFor(Duration.ofSeconds(1));
    world.broker.start();
    List<String> different = BrokerState.difference(before, state());
    if (!different.isEmpty()) {
      throw new InvariantViolation(
          BrokerInvariant.SAME_AFTER_RESTART.name(), String.join("; ", different));
    }
  }

  private Map<String, String> state() {
    CompletableFuture<Map<String, String>> state =
        BrokerState.of(world.broker, admin.admin, consuming ? List.of(GROUP) : List.of());
    wait("the broker says what it has", state::isDone);
    return state.join();
  }

  private void judge() {
    List<Violation> violations = world.history.judge();
    if (!violations.isEmpty()) {
      throw new InvariantViolation(violations);
    }
  }
}
