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
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int MEMBER_SESSION_MS = 6_000;

  private final World world;
  private final RandomGenerator random;
  private final Faults faults;
  private final AdminActor admin;
  private final List<String> topics = new ArrayList<>();
  private final List<TopicPartition> created = new ArrayList<>();
  private final List<WritingActor> writers = new ArrayList<>();
  private final List<ReadingActor> readers = new ArrayList<>();
  private final List<MemberActor> members = new ArrayList<>();
  private final Set<Long> consumed = new HashSet<>();
  private final Set<Long> unread = new HashSet<>();
  private int pending;
  private boolean consuming;

  Scenario(Simulation simulation, Sabotage sabotage) {
    world = new World(simulation, brokerSettings(), sabotage);
    random = simulation.newRandom();
    faults = new Faults(world);
    admin = new AdminActor(world);
  }

  private static Map<String, String> brokerSettings() {
    return Map.of("group.min.session.timeout.ms", "1000");
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
    int producers = 1 + random.nextInt(3);
    for (int i = 0; i < producers; i++) {
      addWriter(5 + random.nextInt(60), topics, Duration.ofMinutes(5));
    }
    if (random.nextInt(4) == 0) {
      churn();
    }
    writers.forEach(writer -> world.simulation.after(millis(1_000), writer::start));
    if (random.nextInt(4) != 0) {
      startGroup();
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

  private void create(String topic, int partitions) {
    pending++;
    for (int partition = 0; partition < partitions; partition++) {
      created.add(new TopicPartition(topic, partition));
    }
    admin.create(new NewTopic(topic, partitions, (short) 1), () -> pending--);
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
    Map<String, Object> settings = new HashMap<>();
    settings.put("session.timeout.ms", MEMBER_SESSION_MS);
    settings.put("heartbeat.interval.ms", 1_000);
    settings.put("partition.assignment.strategy", ASSIGNORS[random.nextInt(ASSIGNORS.length)]);
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

  private void startReader(String name, IsolationLevel isolation) {
    ReadingActor reader = new ReadingActor(world, name, isolation, created);
    readers.add(reader);
    reader.start();
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String name : topics) {
      Topic topic = world.broker.isUp() ? world.broker.image().topic(name) : null;
      if (topic != null) {
        topic.partitions().forEach(partition -> partitions.add(partition.name()));
      }
    }
    return partitions;
  }

  private void acknowledged(SendHistory send) {
    if (!send.topic().equals(CHURNED) && !consumed.contains(send.id())) {
      unread.add(send.id());
    }
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
    readers.forEach(ReadingActor::stop);
    world.simulation.runFor(Duration.ofMillis(MEMBER_SESSION_MS));
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
