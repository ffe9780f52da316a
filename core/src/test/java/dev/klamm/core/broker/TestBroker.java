package dev.klamm.core.broker;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.Transport;
import dev.klamm.core.storage.memory.MemoryStorage;
import dev.klamm.core.transport.InProcessNetwork;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.RequestHeader;
import dev.klamm.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A broker within the process, and one connection to it that asks one thing after another, in any
 * version of any API.
 */
public final class TestBroker implements AutoCloseable {

  private static final int MAX_FRAME_BYTES = 100 << 20;
  private static final long WAIT_SECONDS = 20;

  private final Transport transport;
  private final Broker broker;
  private final Wire wire = new Wire();
  private int requests;

  private TestBroker(BrokerSettings settings, StorageBackend storage) {
    transport = new InProcessNetwork(Clock.system()).open(1, "test-broker");
    broker =
        Broker.start(
            settings,
            new BrokerRuntime(
                storage, transport, Clock.system(), Thread::new, new SplittableRandom(1)));
    transport.connect(
        transport.eventLoops().get(0), broker.endpoint(), MAX_FRAME_BYTES, 10_000, wire);
  }

  public static TestBroker start() {
    return start(BrokerSettings.defaults(), MemoryStorage.volatileStore());
  }

  public static TestBroker start(BrokerSettings settings, StorageBackend storage) {
    return new TestBroker(settings, storage);
  }

  public Broker broker() {
    return broker;
  }

  /** Sends a request and waits for the answer. */
  public <R extends ApiMessage> R ask(ApiMessage request, int version, Class<R> answer) {
    tell(request, version);
    return answer(ApiKey.forId(request.apiKey()), (short) version, answer);
  }

  /** Sends a request; {@link #answer} waits for answers in the order of requests. */
  public void tell(ApiMessage request, int version) {
    ApiKey api = ApiKey.forId(request.apiKey());
    short v = (short) version;
    MessageWriter out = new MessageWriter();
    new RequestHeader()
        .requestApiKey(api.id())
        .requestApiVersion(v)
        .correlationId(++requests)
        .clientId("test")
        .write(out, api.requestHeaderVersion(v));
    request.write(out, v);
    wire.connected.join().send(out.finish());
  }

  /** Waits for the next answer. */
  public <R extends ApiMessage> R answer(int version, Class<R> answer) {
    return answer(ApiKey.forId(newInstance(answer).apiKey()), (short) version, answer);
  }

  private <R extends ApiMessage> R answer(ApiKey api, short version, Class<R> answer) {
    MessageReader in = new MessageReader(wire.next());
    new ResponseHeader().read(in, api.responseHeaderVersion(version));
    R response = answer.cast(api.newResponse());
    response.read(in, version);
    return response;
  }

  /** Runs something on the broker's loop once it has received all that was sent until now. */
  public void whenReceived(Runnable action) {
    // The network and the broker share their loop: a frame takes one task of it to arrive.
    EventLoop loop = transport.eventLoops().get(0);
    loop.execute(() -> loop.execute(() -> loop.execute(action)));
  }

  /** Whether the broker has closed the connection, after all answers that came. */
  public boolean isCutOff() {
    return !wire.take().hasRemaining();
  }

  private static <R> R newInstance(Class<R> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    broker.close();
    transport.close();
  }

  private static final class Wire implements FrameHandler {

    private final CompletableFuture<Connection> connected = new CompletableFuture<>();
    private final BlockingQueue<ByteBuffer> answers = new LinkedBlockingQueue<>();

    @Override
    public void onConnected(Connection connection) {
      connected.complete(connection);
    }

    @Override
    public void onFrame(Connection connection, InboundFrame frame) {
      ByteBuffer payload = frame.payload();
      answers.add(ByteBuffer.allocate(payload.remaining()).put(payload).flip());
      frame.release();
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      connected.completeExceptionally(new IllegalStateException("not connected", cause));
      answers.add(ByteBuffer.allocate(0));
    }

    ByteBuffer next() {
      ByteBuffer next = take();
      if (!next.hasRemaining()) {
        throw new AssertionError("the connection was closed");
      }
      return next;
    }

    ByteBuffer take() {
      try {
        ByteBuffer next = answers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("no answer came");
        }
        return next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
