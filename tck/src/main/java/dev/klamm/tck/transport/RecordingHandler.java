package dev.klamm.tck.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what it hears, and which rules were broken in telling it. Frames are copied and released,
 * unless the test takes them by {@link #onFrame}.
 */
public final class RecordingHandler implements FrameHandler {

  static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> violations = new LinkedBlockingQueue<>();
  private final BlockingQueue<Connection> writable = new LinkedBlockingQueue<>();
  private final CompletableFuture<Connection> connected = new CompletableFuture<>();
  private final CompletableFuture<Optional<Throwable>> closed = new CompletableFuture<>();
  private volatile @Nullable EventLoop loop;
  private volatile Consumer<Connection> whenConnected = connection -> {};
  private volatile BiConsumer<Connection, InboundFrame> whenFrame = this::record;

  /** Also run in {@code onConnected}. */
  public RecordingHandler onConnect(Consumer<Connection> action) {
    this.whenConnected = action;
    return this;
  }

  /** Run for each frame in place of recording it. It owns the frame. */
  public RecordingHandler onFrame(BiConsumer<Connection, InboundFrame> action) {
    this.whenFrame = action;
    return this;
  }

  void record(Connection connection, InboundFrame frame) {
    byte[] copy = new byte[frame.payload().remaining()];
    frame.payload().duplicate().get(copy);
    frame.release();
    frames.add(copy);
  }

  @Override
  public void onConnected(Connection connection) {
    if (connected.isDone()) {
      violations.add("onConnected twice");
    }
    loop = connection.eventLoop();
    check("onConnected");
    connected.complete(connection);
    whenConnected.accept(connection);
  }

  @Override
  public void onFrame(Connection connection, InboundFrame frame) {
    check("onFrame");
    whenFrame.accept(connection, frame);
  }

  @Override
  public void onWritable(Connection connection) {
    check("onWritable");
    writable.add(connection);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    if (loop != null) {
      check("onClosed");
    }
    closed.complete(Optional.ofNullable(cause));
  }

  private void check(String call) {
    EventLoop expected = loop;
    if (expected == null) {
      violations.add(call + " before onConnected");
    } else if (!expected.inEventLoop()) {
      violations.add(call + " off the loop, by " + Thread.currentThread().getName());
    }
    if (closed.isDone()) {
      violations.add(call + " after onClosed");
    }
  }

  public Connection connection() throws Exception {
    return connected.get(PATIENCE_SECONDS, SECONDS);
  }

  /** Waits for the next frame. */
  public byte[] frame() throws Exception {
    byte[] frame = frames.poll(PATIENCE_SECONDS, SECONDS);
    assertThat(frame).as("a frame within %s s", PATIENCE_SECONDS).isNotNull();
    return frame;
  }

  /** Frames that arrived and nobody asked for yet. */
  public int framesWaiting() {
    return frames.size();
  }

  public void awaitWritable() throws Exception {
    assertThat(writable.poll(PATIENCE_SECONDS, SECONDS)).as("onWritable").isNotNull();
  }

  /** Waits for the end and returns its cause, if any. */
  public Optional<Throwable> closed() throws Exception {
    return closed.get(PATIENCE_SECONDS, SECONDS);
  }

  /** Whether the connection is closed within so many milliseconds. */
  public boolean closesWithin(long millis) throws Exception {
    try {
      closed.get(millis, MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  public boolean isConnected() {
    return connected.isDone();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  void assertRulesKept() {
    assertThat(violations).as("rules broken in calling a FrameHandler").isEmpty();
    assertThat(isClosed() || !isConnected()).as("told of the end").isTrue();
  }
}
