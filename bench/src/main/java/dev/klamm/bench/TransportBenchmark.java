package dev.klamm.bench;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportProvider;
import dev.klamm.core.transport.InProcessNetwork;
import dev.klamm.transport.tcp.TcpTransportProvider;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a request costs before anybody looks into it: sent, answered with ten bytes, received. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class TransportBenchmark {

  private static final int PIPELINED = 32;

  @Param({"in-process", "tcp"})
  public String transport = "";

  @Param({"100", "1000000"})
  public int bytes;

  private final Semaphore answers = new Semaphore(0);
  private byte[] request = {};
  private @Nullable Transport server;
  private @Nullable Transport client;
  private @Nullable Connection connection;

  @Setup(Level.Trial)
  public void connect() throws Exception {
    request = new byte[bytes];
    TransportProvider provider =
        transport.equals("tcp") ? new TcpTransportProvider() : new InProcessNetwork(Clock.system());
    Transport listening = provider.open(1, "server", Map.of());
    Transport connecting = provider.open(1, "client", Map.of());
    server = listening;
    client = connecting;
    Endpoint endpoint =
        listening
            .listen(new Endpoint("127.0.0.1", 0), ListenerLimits.DEFAULT, c -> new Answering())
            .endpoint();
    Counting counting = new Counting();
    connecting.connect(connecting.eventLoops().get(0), endpoint, 1_000, 10_000, counting);
    connection = counting.connected.get(10, TimeUnit.SECONDS);
  }

  @TearDown(Level.Trial)
  public void close() {
    if (client != null && server != null) {
      client.close();
      server.close();
    }
  }

  /** One at a time: latency. */
  @Benchmark
  public void roundTrip() {
    send(1);
    answers.acquireUninterruptibly(1);
  }

  /** Many at a time: what the processor has to do for each. */
  @Benchmark
  @OperationsPerInvocation(PIPELINED)
  public void pipelined() {
    send(PIPELINED);
    answers.acquireUninterruptibly(PIPELINED);
  }

  private void send(int count) {
    Connection open = connection;
    for (int i = 0; open != null && i < count; i++) {
      open.send(new Request(request));
    }
  }

  /** As a client's request is: a head, and records from elsewhere. */
  private record Request(byte[] records) implements OutboundFrame {

    @Override
    public int sizeInBytes() {
      return 10 + records.length;
    }

    @Override
    public void writeTo(Sink sink) {
      sink.write(ByteBuffer.allocate(10));
      sink.write(ByteBuffer.wrap(records));
    }

    @Override
    public void release() {}
  }

  private static final class Answering implements FrameHandler {

    @Override
    public void onConnected(Connection connection) {}

    @Override
    public void onFrame(Connection connection, InboundFrame frame) {
      frame.release();
      connection.send(OutboundFrame.ofBuffer(ByteBuffer.allocate(10)));
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }

  private final class Counting implements FrameHandler {

    private final CompletableFuture<Connection> connected = new CompletableFuture<>();

    @Override
    public void onConnected(Connection connection) {
      connected.complete(connection);
    }

    @Override
    public void onFrame(Connection connection, InboundFrame frame) {
      frame.release();
      answers.release();
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      connected.completeExceptionally(new IllegalStateException("closed", cause));
    }
  }
}
