package dev.klamm.core.broker.fetch;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.metrics.BrokerMetrics;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.log.Partition;
import dev.klamm.core.log.ProgressListener;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One fetch, from the request to the answer.
 *
 * <pre>
 *   start -> gather -> enough, an error, or nothing to wait for? ----------------> answer
 *              ^            | no                                                      ^
 *              |            v                                                         |
 *              +-- progress of a partition -- parked -- max.wait over, client gone ---+
 * </pre>
 *
 * A parked fetch holds no record views. All of it runs on the connection's loop, other than {@link
 * #onProgress}, which brings it back there.
 */
public final class FetchOperation implements ProgressListener {

  private static final byte READ_COMMITTED = 1;

  private final Request request;
  private final FetchRequest message;
  private final FetchContext context;
  private final Supplier<ClusterImage> image;
  private final BrokerMetrics metrics;
  private final AtomicBoolean retrying = new AtomicBoolean();
  private final List<Partition> watched = new ArrayList<>();
  private @Nullable Cancellable timeout;
  private boolean parked;
  private boolean done;

  private FetchOperation(
      Request request,
      FetchRequest message,
      FetchContext context,
      Supplier<ClusterImage> image,
      BrokerMetrics metrics) {
    this.metrics = metrics;
    this.request = request;
    this.message = message;
    this.context = context;
    this.image = image;
  }

  /** Begins to answer a fetch, at once if it can be. */
  public static void start(
      Request request,
      FetchRequest message,
      FetchSessions sessions,
      Supplier<ClusterImage> image,
      BrokerMetrics metrics) {
    FetchContext context = FetchContext.of(message, request.version(), sessions);
    new FetchOperation(request, message, context, image, metrics).begin();
  }

  private void begin() {
    FetchGathering gathered = gather();
    if (isEnough(gathered) || message.maxWaitMs() <= 0 || context.targets().isEmpty()) {
      answer(gathered);
      return;
    }
    gathered.discard();
    park();
  }

  private boolean isEnough(FetchGathering gathered) {
    return gathered.hasError() || gathered.sizeInBytes() >= message.minBytes();
  }

  private FetchGathering gather() {
    return FetchGathering.of(context.targets(), image.get(), committedOnly(), message.maxBytes());
  }

  private boolean committedOnly() {
    return message.isolationLevel() == READ_COMMITTED;
  }

  private void park() {
    parked = true;
    metrics.waitingFetches().begin();
    EventLoop loop = request.connection().eventLoop();
    timeout = loop.schedule(TimeUnit.MILLISECONDS.toNanos(message.maxWaitMs()), this::onTimeout);
    request.onAbandoned(this::onAbandoned);
    request.onStopped(this::onStopped);
    ClusterImage now = image.get();
    boolean grown = false;
    for (FetchTarget target : context.targets()) {
      Partition partition = find(now, target.key());
      if (partition != null) {
        partition.addListener(this);
        watched.add(partition);
        long end = committedOnly() ? partition.lastStableOffset() : partition.highWatermark();
        grown |= end > target.fetchOffset();
      }
    }
    // What was committed between the first look and the listeners being in place was told to
    // nobody.
    if (grown && message.minBytes() <= 1) {
      onProgress();
    }
  }

  @Override
  public void onProgress() {
    if (retrying.compareAndSet(false, true)) {
      EventLoop loop = request.connection().eventLoop();
      if (loop.inEventLoop()) {
        retry();
      } else {
        loop.execute(this::retry);
      }
    }
  }

  private void retry() {
    retrying.set(false);
    if (done) {
      return;
    }
    FetchGathering gathered = gather();
    if (isEnough(gathered)) {
      answer(gathered);
    } else {
      gathered.discard();
    }
  }

  private void onTimeout() {
    if (!done) {
      answer(gather());
    }
  }

  private void onAbandoned() {
    if (!done) {
      finish();
      request.respondNothing();
    }
  }

  /** The client is to look for the leader, which it finds once the broker is back. */
  private void onStopped() {
    answer(FetchGathering.refused(context.targets(), KafkaError.NOT_LEADER_OR_FOLLOWER));
  }

  private void answer(FetchGathering gathered) {
    finish();
    gathered.count(metrics.topics(), image.get());
    FetchResponse response =
        new FetchResponse()
            .errorCode(context.error().code())
            .sessionId(context.sessionId())
            .responses(gathered.topics(context.incremental(), request.version()));
    if (context.session() != null) {
      context.session().moveToEnd(gathered.served());
    }
    request.respond(response);
  }

  private void finish() {
    done = true;
    if (parked) {
      metrics.waitingFetches().end();
    }
    if (timeout != null) {
      timeout.cancel();
    }
    for (Partition partition : watched) {
      partition.removeListener(this);
    }
  }

  static @Nullable Partition find(ClusterImage image, FetchTarget.Key key) {
    Topic topic = key.topic().isEmpty() ? image.topic(key.topicId()) : image.topic(key.topic());
    return topic == null ? null : topic.partition(key.partition());
  }
}
