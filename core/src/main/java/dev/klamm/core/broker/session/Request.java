package dev.klamm.core.broker.session;

import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.core.broker.metrics.RequestMetrics;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.WireFrame;
import dev.klamm.protocol.message.ResponseHeader;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way: who sent it, and where its answer goes. It is answered once, from any
 * thread; answers leave in the order in which the requests of a connection arrived.
 */
public final class Request {

  private final Session session;
  private final ApiKey apiKey;
  private final short version;
  private final int correlationId;
  private final @Nullable String clientId;
  private final int sizeInBytes;
  private final RequestMetrics.OfApi metrics;
  private final long receivedNanos;
  private @Nullable InboundFrame frame;

  // Of the session's event loop.
  private boolean answered;
  private @Nullable WireFrame answer;
  private @Nullable Runnable onAbandoned;
  private @Nullable Runnable onStopped;
  private @Nullable Runnable deferred;
  private boolean answeredByStop;

  Request(
      Session session,
      ApiKey apiKey,
      short version,
      int correlationId,
      @Nullable String clientId,
      int sizeInBytes) {
    this.metrics = session.metrics(apiKey);
    this.receivedNanos = session.nanos();
    this.session = session;
    this.apiKey = apiKey;
    this.version = version;
    this.correlationId = correlationId;
    this.clientId = clientId;
    this.sizeInBytes = sizeInBytes;
  }

  public ApiKey apiKey() {
    return apiKey;
  }

  int correlationId() {
    return correlationId;
  }

  /** The version the client speaks, which the answer must have too. */
  public short version() {
    return version;
  }

  /** What the client calls itself; empty when it does not say. */
  public String clientId() {
    return clientId == null ? "" : clientId;
  }

  /** Where the client is. */
  public Endpoint clientAddress() {
    return connection().remote();
  }

  /** The address this broker should be known by to this client. */
  public Endpoint advertisedAddress() {
    return session.listening().advertisedTo(connection());
  }

  public Connection connection() {
    return session.connection();
  }

  public Session session() {
    return session;
  }

  /**
   * Answers. The message is written here, on the calling thread, so it may be changed or dropped
   * afterwards; record views in it become the answer's.
   */
  public void respond(ApiMessage message) {
    MessageWriter writer = new MessageWriter();
    new ResponseHeader()
        .correlationId(correlationId)
        .write(writer, apiKey.responseHeaderVersion(version));
    message.write(writer, version);
    complete(writer.finish());
  }

  /** Ends the request without an answer, as a producer with {@code acks=0} wants it. */
  public void respondNothing() {
    complete(null);
  }

  /**
   * The request cannot be answered in its own terms: the client is cut off, as that is the only
   * thing it will understand.
   */
  public void closeConnection() {
    connection().close();
    complete(null);
  }

  private void complete(@Nullable WireFrame frame) {
    if (connection().eventLoop().inEventLoop()) {
      session.answered(this, frame);
    } else {
      connection().eventLoop().execute(() -> session.answered(this, frame));
    }
  }

  /**
   * What to do when the client goes away before the answer is there; the request is then to be
   * answered all the same. On the event loop.
   */
  public void onAbandoned(Runnable action) {
    onAbandoned = action;
  }

  void abandon() {
    if (!answered && onAbandoned != null) {
      onAbandoned.run();
    }
  }

  /**
   * How to answer when the broker stops before whatever the request waits for has happened. What
   * answers it later is then too late, and overlooked. On the event loop.
   */
  public void onStopped(Runnable action) {
    onStopped = action;
  }

  void stop() {
    if (!answered && onStopped != null) {
      onStopped.run();
      answeredByStop = true;
    }
  }

  boolean isAnsweredByStop() {
    return answeredByStop;
  }

  /** Keeps the frame that the request's records lie in, until {@link #releaseFrame}. */
  void retain(InboundFrame retained) {
    frame = retained;
  }

  /** The request's records are no longer needed. Any thread, once or more. */
  public void releaseFrame() {
    InboundFrame held = frame;
    if (held != null) {
      frame = null;
      held.release();
    }
  }

  /** Keeps what begins it until all ahead of it are answered. */
  void defer(Runnable beginning) {
    deferred = beginning;
  }

  /** What begins it, if that has not happened. */
  @Nullable Runnable takeDeferred() {
    Runnable taken = deferred;
    deferred = null;
    return taken;
  }

  /** It is among those that wait for their answers now. */
  void begun() {
    metrics.received(sizeInBytes);
  }

  /** Its answer is on its way, if it has one. */
  void ended() {
    metrics.answered(session.nanos() - receivedNanos);
  }

  int sizeInBytes() {
    return sizeInBytes;
  }

  boolean isAnswered() {
    return answered;
  }

  /** False when it was answered before, which is a defect of a handler. */
  boolean answer(@Nullable WireFrame with) {
    if (answered) {
      return false;
    }
    answered = true;
    answer = with;
    return true;
  }

  @Nullable WireFrame takeAnswer() {
    WireFrame taken = answer;
    answer = null;
    return taken;
  }

  @Override
  public String toString() {
    return apiKey + " v" + version + " of client '" + clientId() + "' at " + clientAddress();
  }
}
