package dev.klamm.core.net;

import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.UnsupportedVersionException;
import dev.klamm.api.runtime.Cancellable;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.protocol.ApiMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one broker: opened when there is something to send, agreed on versions, answers
 * matched to requests in order, opened again after a pause when it broke.
 *
 * <pre>
 *   IDLE --send--> WAITING --pause over--> CONNECTING --open--> NEGOTIATING --ApiVersions--> READY
 *    ^               |                         |                     |                         |
 *    +---------------+-------------------------+-- broke: calls fail-+-------------------------+
 * </pre>
 *
 * Calls that wait while the connection is opened fail with it when that does not work: whoever sent
 * them decides whether to try again, and the next try waits out the pause.
 */
final class BrokerConnection implements FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);

  /** How a connection stands. */
  enum State {
    IDLE,
    WAITING,
    CONNECTING,
    NEGOTIATING,
    READY,
    CLOSED
  }

  /** Hears of a connection that broke or could not be opened. */
  interface Listener {
    void onDisconnected(BrokerConnection connection, KafkaException cause);
  }

  private final int nodeId;
  private final Endpoint endpoint;
  private final ClientRuntime runtime;
  private final NetworkSettings settings;
  private final NetworkMetrics metrics;
  private final Listener listener;
  private final Handshake handshake;
  private final ArrayDeque<PendingCall<?>> waiting = new ArrayDeque<>();
  private final ArrayDeque<PendingCall<?>> inFlight = new ArrayDeque<>();

  private State state = State.IDLE;
  private @Nullable Connection connection;
  private @Nullable BrokerVersions versions;
  private @Nullable Cancellable timer;
  private @Nullable KafkaException closingCause;
  private boolean wasOpen;
  private boolean closedAsIdle;

  /** Whether the broker asked not to be asked for a while. */
  private boolean muted;

  private long mutedUntilNanos;
  private long timerNanos;
  private long lastUsedNanos;
  private long retryNanos;
  private int failures;
  private int nextCorrelationId;

  BrokerConnection(
      int nodeId,
      Endpoint endpoint,
      ClientRuntime runtime,
      NetworkSettings settings,
      ClusterFeatures features,
      NetworkMetrics metrics,
      Listener listener) {
    this.metrics = metrics;
    this.nodeId = nodeId;
    this.endpoint = endpoint;
    this.runtime = runtime;
    this.settings = settings;
    this.listener = listener;
    this.handshake = new Handshake(settings.clientId(), features);
    this.retryNanos = now();
  }

  int nodeId() {
    return nodeId;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  boolean isReady() {
    return state == State.READY;
  }

  boolean isOpening() {
    return state == State.CONNECTING || state == State.NEGOTIATING;
  }

  /** Whether the last attempt failed and the pause after it is not over. */
  boolean isPausing() {
    return failures > 0 && retryNanos - now() > 0;
  }

  /** Whether it has failed since it last worked. */
  boolean isFailing() {
    return failures > 0;
  }

  /** Calls under way and waiting. */
  int load() {
    return inFlight.size() + waiting.size();
  }

  /** Whether a call would go out at once. */
  boolean canSendNow() {
    return state == State.READY && waiting.isEmpty() && hasRoom();
  }

  private boolean hasRoom() {
    return !muted
        && inFlight.size() < settings.maxInFlight()
        && connection != null
        && connection.isWritable();
  }

  /** Sends a call or queues it; its outcome comes later. */
  void send(PendingCall<?> call) {
    if (state == State.CLOSED) {
      runtime.loop().execute(() -> call.fail(disconnected("it was closed", null)));
      return;
    }
    waiting.add(call);
    armTimer(call.deadlineNanos);
    if (state == State.READY) {
      sendWaiting();
    } else if (state == State.IDLE) {
      connectAfterPause();
    }
  }

  private void connectAfterPause() {
    long pause = retryNanos - now();
    if (pause <= 0) {
      connect();
      return;
    }
    state = State.WAITING;
    runtime
        .loop()
        .schedule(
            pause,
            () -> {
              if (state == State.WAITING) {
                connect();
              }
            });
  }

  private void connect() {
    state = State.CONNECTING;
    LOG.debug("Connecting to node {} at {}", nodeId, endpoint);
    runtime
        .transport()
        .connect(
            runtime.loop(),
            endpoint,
            settings.maxFrameBytes(),
            settings.connectionSetupTimeoutMs(),
            this);
  }

  @Override
  public void onConnected(Connection opened) {
    metrics.opened();
    wasOpen = true;
    if (state == State.CLOSED) {
      opened.close();
      return;
    }
    connection = opened;
    closedAsIdle = false;
    state = State.NEGOTIATING;
    versions = null;
    lastUsedNanos = now();
    opened.send(handshake.request(nextCorrelationId++));
    long limit = lastUsedNanos + TimeUnit.MILLISECONDS.toNanos(settings.connectionSetupTimeoutMs());
    runtime.loop().schedule(limit - lastUsedNanos, () -> giveUpNegotiating(opened));
  }

  private void giveUpNegotiating(Connection opened) {
    if (connection == opened && state == State.NEGOTIATING) {
      breakOff(disconnected("it did not answer the first request in time", null));
    }
  }

  @Override
  public void onFrame(Connection from, InboundFrame frame) {
    if (closingCause != null) {
      frame.release();
    } else if (state == State.NEGOTIATING) {
      try {
        onHandshakeAnswer(from, frame);
      } finally {
        frame.release();
      }
    } else if (state == State.READY) {
      onAnswer(frame);
    } else {
      frame.release();
    }
  }

  private void onHandshakeAnswer(Connection from, InboundFrame frame) {
    try {
      versions = handshake.read(frame.payload());
    } catch (RuntimeException e) {
      breakOff(disconnected("its first answer cannot be read; is it a Kafka broker?", e));
      return;
    }
    if (versions == null) {
      from.send(handshake.request(nextCorrelationId++));
      return;
    }
    state = State.READY;
    failures = 0;
    armTimer(now() + TimeUnit.MILLISECONDS.toNanos(settings.connectionsMaxIdleMs()));
    sendWaiting();
  }

  @Override
  public void onWritable(Connection writable) {
    sendWaiting();
  }

  private void sendWaiting() {
    while (state == State.READY && !waiting.isEmpty() && hasRoom()) {
      sendNow(waiting.remove());
    }
  }

  private void sendNow(PendingCall<?> pending) {
    BrokerVersions known = versions;
    Connection open = connection;
    if (known == null || open == null) {
      throw new IllegalStateException("not connected to " + endpoint);
    }
    short version = known.agreed(pending.call);
    if (version < 0) {
      KafkaException error = unsupported(pending.call, known);
      runtime.loop().execute(() -> pending.fail(error));
      return;
    }
    pending.version = version;
    pending.correlationId = nextCorrelationId++;
    pending.sentNanos = now();
    lastUsedNanos = pending.sentNanos;
    ApiMessage request;
    try {
      request = pending.call.request().build(version);
    } catch (KafkaException e) {
      runtime.loop().execute(() -> pending.fail(e));
      return;
    }
    if (pending.call.answered()) {
      inFlight.add(pending);
    }
    OutboundFrame frame =
        Frames.request(
            pending.call.api(), version, pending.correlationId, settings.clientId(), request);
    metrics.sent(frame.sizeInBytes());
    open.send(frame);
    if (!pending.call.answered()) {
      answerMyself(pending);
    }
  }

  private <R extends ApiMessage> void answerMyself(PendingCall<R> pending) {
    Answer<R> empty =
        new Answer<>(pending.call.answer().get(), pending.version, nodeId, pending.sentNanos, null);
    runtime.loop().execute(() -> pending.answer(empty));
  }

  private KafkaException unsupported(Call<?> call, BrokerVersions known) {
    return new UnsupportedVersionException(
        "node %d at %s takes versions %s of %s, but %d to %d are needed here"
            .formatted(
                nodeId,
                endpoint,
                known.describe(call.api()),
                call.api(),
                call.oldest(),
                call.latest()));
  }

  private void onAnswer(InboundFrame frame) {
    PendingCall<?> pending = inFlight.poll();
    int correlationId = Frames.correlationId(frame.payload());
    if (pending == null || pending.correlationId != correlationId) {
      frame.release();
      if (pending != null) {
        inFlight.addFirst(pending);
      }
      breakOff(disconnected("it answered out of turn, with number " + correlationId, null));
      return;
    }
    lastUsedNanos = now();
    metrics.answered(frame.payload().remaining(), lastUsedNanos - pending.sentNanos);
    deliver(pending, frame);
    sendWaiting();
  }

  private <R extends ApiMessage> void deliver(PendingCall<R> pending, InboundFrame frame) {
    R body;
    try {
      body =
          Frames.answer(
              frame.payload(), pending.call.api(), pending.version, pending.call.answer().get());
    } catch (RuntimeException e) {
      frame.release();
      KafkaException error =
          disconnected("its answer to " + pending.call.api() + " cannot be read", e);
      pending.fail(error);
      breakOff(error);
      return;
    }
    int pauseMs = Throttling.pauseMs(pending.call.api(), pending.version, body);
    if (pauseMs > 0) {
      mute(pauseMs);
    }
    pending.answer(new Answer<>(body, pending.version, nodeId, pending.sentNanos, frame));
  }

  /** What is to be sent waits, and is overdue as ever. What is in flight is answered. */
  private void mute(int ms) {
    muted = true;
    long pause = TimeUnit.MILLISECONDS.toNanos(ms);
    mutedUntilNanos = now() + pause;
    runtime.loop().schedule(pause, this::unmute);
  }

  private void unmute() {
    if (muted && mutedUntilNanos - now() <= 0) {
      muted = false;
      sendWaiting();
    }
  }

  /** One timer for the earliest deadline; it is not moved when a later call comes. */
  private void armTimer(long deadlineNanos) {
    if (timer != null) {
      if (timerNanos - deadlineNanos <= 0) {
        return;
      }
      timer.cancel();
    }
    timerNanos = deadlineNanos;
    timer = runtime.loop().schedule(deadlineNanos - now(), this::onTimer);
  }

  private void onTimer() {
    timer = null;
    long now = now();
    failOverdueWaiting(now);
    for (PendingCall<?> pending : inFlight) {
      if (pending.isOverdue(now)) {
        // What comes after it on this connection would come late as well.
        inFlight.remove(pending);
        pending.fail(timedOut(pending));
        breakOff(disconnected("it did not answer " + pending.call.api() + " in time", null));
        return;
      }
    }
    closeIfUnused(now);
    armTimerAgain(now);
  }

  private void failOverdueWaiting(long now) {
    List<PendingCall<?>> overdue = new ArrayList<>();
    waiting.removeIf(pending -> pending.isOverdue(now) && overdue.add(pending));
    overdue.forEach(pending -> pending.fail(timedOut(pending)));
  }

  private void closeIfUnused(long now) {
    long idle = TimeUnit.MILLISECONDS.toNanos(settings.connectionsMaxIdleMs());
    if (state == State.READY && load() == 0 && connection != null && now - lastUsedNanos >= idle) {
      closedAsIdle = true;
      connection.close();
    }
  }

  private void armTimerAgain(long now) {
    if (state == State.READY) {
      long idle = TimeUnit.MILLISECONDS.toNanos(settings.connectionsMaxIdleMs());
      armTimer(Math.max(lastUsedNanos + idle, now + TimeUnit.SECONDS.toNanos(1)));
    }
    waiting.forEach(pending -> armTimer(pending.deadlineNanos));
    inFlight.forEach(pending -> armTimer(pending.deadlineNanos));
  }

  private KafkaException timedOut(PendingCall<?> pending) {
    return new TimeoutException(
        "node %d at %s did not answer %s in time".formatted(nodeId, endpoint, pending.call.api()));
  }

  private KafkaException disconnected(String why, @Nullable Throwable cause) {
    return new DisconnectException(
        "the connection to node %d at %s broke: %s".formatted(nodeId, endpoint, why), cause);
  }

  /** Closes for a reason of our own; {@link #onClosed} follows and tells it to the calls. */
  private void breakOff(KafkaException cause) {
    closingCause = cause;
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    if (wasOpen) {
      metrics.closed();
      wasOpen = false;
    }
    connection = null;
    versions = null;
    muted = false;
    if (state == State.CLOSED) {
      return;
    }
    boolean wasUsable = state == State.READY && closingCause == null;
    boolean harmless = wasUsable && cause == null && load() == 0;
    KafkaException reason = reason(cause, wasUsable);
    closingCause = null;
    state = State.IDLE;
    if (!harmless) {
      failures++;
      long pause = settings.reconnectBackoff().delayMs(failures, runtime.random());
      retryNanos = now() + TimeUnit.MILLISECONDS.toNanos(pause);
    }
    failAll(reason);
    if (!closedAsIdle) {
      listener.onDisconnected(this, reason);
    }
  }

  private KafkaException reason(@Nullable Throwable cause, boolean wasUsable) {
    if (closingCause != null) {
      return closingCause;
    }
    String why = wasUsable ? "the broker closed it" : "it could not be opened";
    return disconnected(cause == null ? why : why + " (" + cause.getMessage() + ")", cause);
  }

  private void failAll(KafkaException reason) {
    List<PendingCall<?>> failed = new ArrayList<>(inFlight);
    failed.addAll(waiting);
    inFlight.clear();
    waiting.clear();
    failed.forEach(pending -> pending.fail(reason));
  }

  /** Ends it for good; what is under way fails. */
  void close(String why) {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    if (timer != null) {
      timer.cancel();
    }
    failAll(disconnected(why, null));
    if (connection != null) {
      connection.close();
    }
  }

  private long now() {
    return runtime.clock().nanos();
  }
}
