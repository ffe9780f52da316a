package dev.klamm.core.net;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.runtime.Cancellable;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.MetadataRequest;
import dev.klamm.protocol.message.MetadataRequest.MetadataRequestTopic;
import dev.klamm.protocol.message.MetadataResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the picture of the cluster fresh: asks when something is missing or proved wrong, when
 * {@code metadata.max.age.ms} is over, and again after a growing pause while a wanted topic has no
 * leader.
 *
 * <p>On the loop only, but for {@link #snapshot}.
 */
public final class ClusterMetadata {
  private static final int FIRST_WITHOUT_AUTO_CREATION = 4;
  private static final int FIRST_WITH_IDS_ALONE = 12;

  /** Hears the end of a wait: the snapshot that has what was waited for, or the error. */
  @FunctionalInterface
  public interface Waiter {
    void onOutcome(MetadataSnapshot snapshot, @Nullable KafkaException error);
  }

  private final class Waiting {
    final @Nullable String topic;
    final Waiter waiter;
    private @Nullable Cancellable timer;

    Waiting(@Nullable String topic, Waiter waiter) {
      this.topic = topic;
      this.waiter = waiter;
    }

    void end(@Nullable KafkaException error) {
      if (timer != null) {
        timer.cancel();
      }
      waiter.onOutcome(snapshot, error);
    }
  }

  private final ClientRuntime runtime;
  private final NetworkSettings settings;
  private final Requests requests;
  private final Set<String> wanted = new LinkedHashSet<>();
  private final List<Waiting> waiters = new ArrayList<>();
  private final List<Consumer<MetadataSnapshot>> listeners = new ArrayList<>();

  private volatile MetadataSnapshot snapshot = MetadataSnapshot.EMPTY;
  private boolean wantsAll;
  private boolean inFlight;
  private boolean stale;
  private boolean urgent;
  private boolean closed;
  private int attempts;
  private long lastAttemptNanos;
  private long failingSinceNanos;
  private @Nullable Cancellable timer;

  /** What metadata needs of the client around it. */
  interface Requests {
    void send(Call<MetadataResponse> call, AnswerHandler<MetadataResponse> handler);

    /** Forgets all brokers but the bootstrap addresses. */
    void rebootstrap();
  }

  ClusterMetadata(ClientRuntime runtime, NetworkSettings settings, Requests requests) {
    this.runtime = runtime;
    this.settings = settings;
    this.requests = requests;
    this.lastAttemptNanos = runtime.clock().nanos();
  }

  /** The newest picture; never null, empty at first. Any thread may call this. */
  public MetadataSnapshot snapshot() {
    return snapshot;
  }

  /** Calls back on the loop after each update. */
  public void onUpdate(Consumer<MetadataSnapshot> listener) {
    listeners.add(listener);
  }

  /** Adds a topic to those that are asked about; asks at once if it is new. */
  public void add(String topic) {
    if (wanted.add(topic) && snapshot.topic(topic) == null) {
      requestUpdateNow();
    }
  }

  public void addAll(Collection<String> topics) {
    topics.forEach(this::add);
  }

  /** Asks about no other topics from now on than these. */
  public void retain(Collection<String> topics) {
    wanted.retainAll(topics);
  }

  /** Whether to ask about every topic of the cluster, as a subscription by pattern must. */
  public void wantAllTopics(boolean all) {
    if (all && !wantsAll) {
      requestUpdateNow();
    }
    wantsAll = all;
  }

  /** Says that something proved wrong. The question goes out soon, after the pause between two. */
  public void requestUpdate() {
    stale = true;
    refreshWhenDue();
  }

  /** As {@link #requestUpdate}, without the pause: something new is wanted. */
  public void requestUpdateNow() {
    urgent = true;
    requestUpdate();
  }

  /**
   * Waits until the topic and its partitions are known, asking meanwhile. A topic that does not
   * exist is waited for, since it may be about to be created.
   *
   * @param timeoutMs after which the outcome is a {@link TimeoutException}
   */
  public void awaitTopic(String topic, long timeoutMs, Waiter waiter) {
    wanted.add(topic);
    if (isUsable(snapshot.topic(topic))) {
      runtime.loop().execute(() -> waiter.onOutcome(snapshot, null));
      return;
    }
    await(new Waiting(topic, waiter), timeoutMs, "topic " + topic + " is not known after ");
  }

  /** Asks now and waits for the answer. */
  public void awaitUpdate(long timeoutMs, Waiter waiter) {
    await(new Waiting(null, waiter), timeoutMs, "no broker described the cluster within ");
  }

  /**
   * Asks once about these topics, or about all, and tells the waiter alone; what is kept fresh
   * stays the same.
   *
   * @param topics null for all
   * @param timeoutMs after which the outcome is an error; the question is not repeated
   */
  public void lookUp(@Nullable Collection<String> topics, int timeoutMs, Waiter waiter) {
    List<String> asked = topics == null ? List.of() : List.copyOf(topics);
    requests.send(
        Call.of(
                ApiKey.METADATA,
                version -> request(topics == null, asked, version),
                MetadataResponse::new)
            .from(1)
            .within(timeoutMs),
        new AloneHandler(waiter));
  }

  /**
   * Asks once what the topics with these ids are, and tells the waiter alone. Those that there are
   * not are missing in the outcome.
   *
   * @param timeoutMs after which the outcome is an error; the question is not repeated
   */
  public void lookUpIds(Collection<Uuid> ids, int timeoutMs, Waiter waiter) {
    List<MetadataRequestTopic> asked = new ArrayList<>(ids.size());
    ids.forEach(id -> asked.add(new MetadataRequestTopic().topicId(id).name(null)));
    MetadataRequest request = new MetadataRequest().topics(asked).allowAutoTopicCreation(false);
    requests.send(
        Call.of(ApiKey.METADATA, request, MetadataResponse::new)
            .from(FIRST_WITH_IDS_ALONE)
            .within(timeoutMs),
        new AloneHandler(waiter));
  }

  private static final class AloneHandler implements AnswerHandler<MetadataResponse> {
    private final Waiter waiter;

    AloneHandler(Waiter waiter) {
      this.waiter = waiter;
    }

    @Override
    public void onAnswer(Answer<MetadataResponse> answer) {
      waiter.onOutcome(MetadataUpdate.merge(MetadataSnapshot.EMPTY, answer.body()), null);
    }

    @Override
    public void onFailure(KafkaException error) {
      waiter.onOutcome(MetadataSnapshot.EMPTY, error);
    }
  }

  private void await(Waiting waiting, long timeoutMs, String what) {
    waiters.add(waiting);
    waiting.timer =
        runtime
            .loop()
            .schedule(
                TimeUnit.MILLISECONDS.toNanos(timeoutMs),
                () -> {
                  if (waiters.remove(waiting)) {
                    waiting.end(timedOut(waiting.topic, what + timeoutMs + " ms"));
                  }
                });
    requestUpdateNow();
  }

  private KafkaException timedOut(@Nullable String topic, String what) {
    MetadataSnapshot.Topic known = topic == null ? null : snapshot.topic(topic);
    String brokers = snapshot.nodes().isEmpty() ? "; no broker of the cluster answered yet" : "";
    String why = known == null ? brokers : "; the cluster says " + known.error();
    return new TimeoutException(what + why);
  }

  private static boolean isUsable(MetadataSnapshot.@Nullable Topic topic) {
    return topic != null && topic.error() == KafkaError.NONE && !topic.partitions().isEmpty();
  }

  /**
   * Takes over what a broker said about a partition's leader in an answer (KIP-951), unless
   * something newer is known.
   */
  public void updateLeader(TopicPartition partition, int leaderId, int leaderEpoch) {
    MetadataSnapshot changed =
        MetadataUpdate.withLeader(snapshot, partition, leaderId, leaderEpoch);
    if (changed != snapshot) {
      publish(changed);
    }
  }

  private void refreshWhenDue() {
    if (inFlight || closed) {
      return;
    }
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    long wait = delayNanos();
    if (wait <= 0) {
      // Not inside the caller, who may be about to want more.
      inFlight = true;
      runtime.loop().execute(this::refresh);
    } else {
      timer = runtime.loop().schedule(wait, this::onTimer);
    }
  }

  private void onTimer() {
    timer = null;
    stale = true;
    refreshWhenDue();
  }

  private long delayNanos() {
    if (urgent) {
      return 0;
    }
    long pauseMs =
        stale
            ? settings.retryBackoff().delayMs(Math.max(1, attempts), runtime.random())
            : settings.metadataMaxAgeMs();
    long due = lastAttemptNanos + TimeUnit.MILLISECONDS.toNanos(pauseMs);
    return due - runtime.clock().nanos();
  }

  private void refresh() {
    if (closed) {
      return;
    }
    stale = false;
    urgent = false;
    lastAttemptNanos = runtime.clock().nanos();
    boolean all = wantsAll;
    List<String> topics = List.copyOf(wanted);
    Call<MetadataResponse> call =
        Call.of(ApiKey.METADATA, version -> request(all, topics, version), MetadataResponse::new)
            .from(1);
    requests.send(
        call,
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<MetadataResponse> answer) {
            inFlight = false;
            onResponse(answer.body());
          }

          @Override
          public void onFailure(KafkaException error) {
            inFlight = false;
            onRequestFailed();
          }
        });
  }

  private MetadataRequest request(boolean all, List<String> topics, short version) {
    MetadataRequest request = new MetadataRequest();
    if (all) {
      request.topics(null);
    } else {
      List<MetadataRequestTopic> asked = new ArrayList<>(topics.size());
      topics.forEach(topic -> asked.add(new MetadataRequestTopic().name(topic)));
      request.topics(asked);
    }
    return version >= FIRST_WITHOUT_AUTO_CREATION
        ? request.allowAutoTopicCreation(settings.allowAutoCreateTopics())
        : request;
  }

  private void onRequestFailed() {
    long now = runtime.clock().nanos();
    if (attempts++ == 0) {
      failingSinceNanos = now;
    }
    long trigger = TimeUnit.MILLISECONDS.toNanos(settings.rebootstrapTriggerMs());
    if (settings.rebootstrap() && now - failingSinceNanos >= trigger) {
      failingSinceNanos = now;
      requests.rebootstrap();
    }
    requestUpdate();
  }

  private void onResponse(MetadataResponse response) {
    if (KafkaError.forCode(response.errorCode()) == KafkaError.REBOOTSTRAP_REQUIRED) {
      attempts++;
      requests.rebootstrap();
      requestUpdate();
      return;
    }
    publish(MetadataUpdate.merge(snapshot, response));
    endWaits();
    if (hasGaps()) {
      attempts++;
      stale = true;
    } else {
      attempts = 0;
    }
    refreshWhenDue();
  }

  private void publish(MetadataSnapshot next) {
    snapshot = next;
    List.copyOf(listeners).forEach(listener -> listener.accept(next));
  }

  private void endWaits() {
    for (Waiting waiting : List.copyOf(waiters)) {
      MetadataSnapshot.Topic topic = waiting.topic == null ? null : snapshot.topic(waiting.topic);
      if (waiting.topic == null || isUsable(topic)) {
        finish(waiting, null);
      } else if (topic != null
          && !topic.error().isRetriable()
          && topic.error() != KafkaError.NONE) {
        finish(waiting, topic.error().exception("topic " + topic.name() + " cannot be used"));
      }
    }
  }

  private void finish(Waiting waiting, @Nullable KafkaException error) {
    if (waiters.remove(waiting)) {
      waiting.end(error);
    }
  }

  /** Drops the brokers, so that the next question goes to a bootstrap address. */
  void forgetNodes() {
    MetadataSnapshot old = snapshot;
    snapshot = new MetadataSnapshot(old.version() + 1, old.clusterId(), -1, Map.of(), old.topics());
  }

  /** Whether the cluster will know better soon about something that is wanted. */
  private boolean hasGaps() {
    for (String name : wanted) {
      MetadataSnapshot.Topic topic = snapshot.topic(name);
      if (topic == null || topic.error().isRetriable() || lacksLeader(topic)) {
        return true;
      }
    }
    return false;
  }

  private static boolean lacksLeader(MetadataSnapshot.Topic topic) {
    for (MetadataSnapshot.Partition partition : topic.partitions()) {
      if (partition.leaderId() < 0) {
        return true;
      }
    }
    return false;
  }

  /** Ends all waits with this error and asks no more. */
  void close(KafkaException error) {
    closed = true;
    if (timer != null) {
      timer.cancel();
    }
    List<Waiting> left = List.copyOf(waiters);
    waiters.clear();
    left.forEach(waiting -> waiting.end(error));
  }
}
