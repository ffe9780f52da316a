package dev.klamm.core.broker.session;

import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.core.broker.metrics.RequestMetrics;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MalformedMessageException;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.WireFrame;
import dev.klamm.protocol.message.RequestHeader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: decodes its requests, hands them to their handlers, and sends the
 * answers in order.
 *
 * <p>Requests of one connection are worked on at the same time, so that a producer with several
 * batches in flight gets them into one commit; only the answers are lined up. A client that has too
 * much unanswered, or does not read its answers, is not read from until that is over. What tells
 * the state of a moment ({@link ApiHandler#beginsInOrder}) waits for its turn.
 *
 * <p>All methods but those of {@link Request} run on the connection's event loop.
 */
public final class Session implements FrameHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** What one client may have unanswered before it is no longer read. */
  private static final int MAX_REQUESTS = 256;

  private static final long MAX_BYTES = 16L << 20;

  /** Key, version and correlation id, which every header begins with. */
  private static final int MIN_HEADER_BYTES = 8;

  private final HandlerTable handlers;
  private final Sessions all;
  private final Listening listening;
  private final Connection connection;
  private final ArrayDeque<Request> unanswered = new ArrayDeque<>();
  private long unansweredBytes;
  private boolean paused;
  private boolean stopping;
  private boolean closed;

  public Session(HandlerTable handlers, Sessions all, Listening listening, Connection connection) {
    this.handlers = handlers;
    this.all = all;
    this.listening = listening;
    this.connection = connection;
  }

  Listening listening() {
    return listening;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void onConnected(Connection opened) {
    all.opened(this);
  }

  @Override
  public void onFrame(Connection from, InboundFrame frame) {
    try {
      receive(frame);
    } catch (MalformedMessageException e) {
      LOG.info("Closing the connection of {}: {}", connection.remote(), e.getMessage());
      connection.close();
    } catch (RuntimeException e) {
      LOG.error(
          "Closing the connection of {}: a request could not be handled", connection.remote(), e);
      connection.close();
    }
  }

  private void receive(InboundFrame frame) {
    ByteBuffer payload = frame.payload();
    boolean released = false;
    try {
      ApiKey apiKey = apiKey(payload);
      short version = payload.getShort(payload.position() + 2);
      boolean carriesRecords = apiKey == ApiKey.PRODUCE;
      int size = payload.remaining();
      ByteBuffer bytes = payload;
      if (!carriesRecords) {
        // Small, and its handler may keep slices of it: a copy of its own ends all questions of
        // ownership.
        bytes = ByteBuffer.allocate(size).put(payload).flip();
      }
      ApiHandler<?> handler = handlers.find(apiKey);
      if (handler == null) {
        throw new MalformedMessageException(apiKey + " is not answered by this broker");
      }
      MessageReader reader = new MessageReader(bytes);
      boolean supported = version >= handler.oldestVersion() && version <= handler.latestVersion();
      RequestHeader header = header(reader, apiKey, version, supported);
      Request request =
          new Request(this, apiKey, version, header.correlationId(), header.clientId(), size);
      if (!supported) {
        refuseVersion(handler, request);
        return;
      }
      ApiMessage message = apiKey.newRequest();
      message.read(reader, version);
      reader.checkEnd(apiKey + " v" + version);
      if (carriesRecords) {
        request.retain(frame);
        released = true;
      }
      begin(request);
      if (handler.beginsInOrder() && unanswered.peek() != request) {
        request.defer(() -> dispatch(handler, message, request));
      } else {
        dispatch(handler, message, request);
      }
    } finally {
      if (!released) {
        frame.release();
      }
    }
  }

  private static ApiKey apiKey(ByteBuffer payload) {
    if (payload.remaining() < MIN_HEADER_BYTES) {
      throw new MalformedMessageException(
          "a request of "
              + payload.remaining()
              + " bytes, at least "
              + MIN_HEADER_BYTES
              + " are needed");
    }
    short id = payload.getShort(payload.position());
    ApiKey apiKey = ApiKey.forId(id);
    if (apiKey == null) {
      throw new MalformedMessageException("api key " + id + " does not exist");
    }
    return apiKey;
  }

  /**
   * Reads the header. Of a version nobody knows only the first fields can be trusted, and those
   * have never changed.
   */
  private static RequestHeader header(
      MessageReader reader, ApiKey apiKey, short version, boolean supported) {
    RequestHeader header = new RequestHeader();
    header.read(reader, supported ? apiKey.requestHeaderVersion(version) : 1);
    return header;
  }

  /**
   * A client that asks for an unknown version of ApiVersions is told in version 0 what there is
   * (KIP-511); any other has not asked and cannot be told.
   */
  private void refuseVersion(ApiHandler<?> handler, Request request) {
    if (request.apiKey() == ApiKey.API_VERSIONS) {
      Request oldest =
          new Request(
              this,
              ApiKey.API_VERSIONS,
              (short) 0,
              request.correlationId(),
              null,
              request.sizeInBytes());
      begin(oldest);
      ((UnsupportedVersionAnswer) handler).answerUnsupported(oldest);
      return;
    }
    throw new MalformedMessageException(
        request.apiKey()
            + " v"
            + request.version()
            + " is not answered, only v"
            + handler.oldestVersion()
            + " to v"
            + handler.latestVersion());
  }

  /** A handler that can say that a version is not supported. */
  public interface UnsupportedVersionAnswer {
    void answerUnsupported(Request request);
  }

  @SuppressWarnings("unchecked")
  private static <Q extends ApiMessage> void dispatch(
      ApiHandler<Q> handler, ApiMessage message, Request request) {
    handler.handle((Q) message, request);
  }

  RequestMetrics.OfApi metrics(ApiKey api) {
    return all.requests().of(api);
  }

  long nanos() {
    return connection.eventLoop().clock().nanos();
  }

  private void begin(Request request) {
    request.begun();
    unanswered.add(request);
    unansweredBytes += request.sizeInBytes();
    pauseOrResume();
  }

  /** A request was answered: sends it and those behind it that only waited for it. */
  void answered(Request request, @Nullable WireFrame frame) {
    if (!request.answer(frame)) {
      answeredAgain(request, frame);
      return;
    }
    if (closed) {
      discard(request);
      return;
    }
    for (Request head = unanswered.peek();
        head != null && head.isAnswered();
        head = unanswered.peek()) {
      unanswered.poll();
      unansweredBytes -= head.sizeInBytes();
      head.ended();
      WireFrame answer = head.takeAnswer();
      if (answer != null) {
        connection.send(answer);
      }
    }
    beginDeferred();
    pauseOrResume();
    closeIfDone();
  }

  private void beginDeferred() {
    Request head = unanswered.peek();
    Runnable beginning = head == null ? null : head.takeDeferred();
    if (beginning == null) {
      return;
    }
    try {
      beginning.run();
    } catch (RuntimeException e) {
      LOG.error("Closing the connection of {}: {} failed", connection.remote(), head, e);
      connection.close();
    }
  }

  private static void answeredAgain(Request request, @Nullable WireFrame frame) {
    if (!request.isAnsweredByStop()) {
      throw new IllegalStateException("answered twice: " + request);
    }
    if (frame != null) {
      frame.release();
    }
  }

  /** The broker stops: answers what waits, and closes when all is answered. Any thread. */
  void stop() {
    connection.eventLoop().execute(this::stopOnLoop);
  }

  private void stopOnLoop() {
    stopping = true;
    for (Request request : List.copyOf(unanswered)) {
      request.stop();
    }
    closeIfDone();
  }

  private void closeIfDone() {
    if (stopping && !closed && unanswered.isEmpty()) {
      connection.closeAfterSending();
    }
  }

  @Override
  public void onWritable(Connection writable) {
    pauseOrResume();
  }

  private void pauseOrResume() {
    boolean tooMuch =
        unanswered.size() >= MAX_REQUESTS
            || unansweredBytes >= MAX_BYTES
            || !connection.isWritable();
    if (tooMuch && !paused) {
      paused = true;
      connection.pauseReading();
    } else if (!tooMuch && paused) {
      paused = false;
      connection.resumeReading();
    }
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    closed = true;
    if (cause != null) {
      LOG.debug("Connection of {} closed", connection.remote(), cause);
    }
    for (Request request : unanswered) {
      discard(request);
      request.abandon();
    }
    unanswered.clear();
    all.closed(this);
  }

  private static void discard(Request request) {
    WireFrame answer = request.takeAnswer();
    if (answer != null) {
      answer.release();
    }
  }
}
