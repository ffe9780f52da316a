package dev.klamm.testkit.simulation;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.OutboundFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a simulated connection. What it sends is copied, and arrives at its peer in order. */
final class SimulatedConnection implements Connection {

  private static final int HIGH_WATER_MARK = 1 << 20;

  private final SimulatedNetwork network;
  private final SimulatedTransport node;
  private final Endpoint local;
  private final Endpoint remote;
  private final int maxFrameBytes;
  private final ArrayDeque<ByteBuffer> unread = new ArrayDeque<>();
  private @Nullable FrameHandler handler;
  private @Nullable SimulatedConnection peer;
  private @Nullable FrameNames names;
  private String name = "";
  private long stalledUntil;
  private long lastArrival;
  private int underWay;
  private boolean paused;
  private boolean closed;
  private boolean saturated;

  private SimulatedConnection(
      SimulatedNetwork network,
      SimulatedTransport node,
      Endpoint local,
      Endpoint remote,
      int maxFrameBytes) {
    this.network = network;
    this.node = node;
    this.local = local;
    this.remote = remote;
    this.maxFrameBytes = maxFrameBytes;
  }

  static void open(
      SimulatedNetwork network,
      SimulatedTransport from,
      FrameHandler handler,
      int maxFrameBytes,
      SimulatedNetwork.Bound bound,
      Endpoint remote) {
    Endpoint clientEnd = new Endpoint(from.loop().toString(), 1);
    SimulatedConnection client =
        new SimulatedConnection(network, from, clientEnd, remote, maxFrameBytes);
    SimulatedConnection server =
        new SimulatedConnection(
            network, bound.owner(), remote, clientEnd, bound.limits().maxFrameBytes());
    link(network, client, server);
    server.node.loop().execute(() -> server.begin(bound.acceptor().accept(server)));
    client.handler = handler;
    from.loop()
        .execute(
            () -> {
              if (!client.closed) {
                handler.onConnected(client);
              }
            });
  }

  private static void link(
      SimulatedNetwork network, SimulatedConnection client, SimulatedConnection server) {
    client.peer = server;
    server.peer = client;
    int number = network.opened(client);
    client.name = client.node.loop() + "#" + number;
    server.name = server.node.loop() + "#" + number;
    client.names = new FrameNames(true);
    server.names = client.names.ofAnswers();
    network.simulation().trace(client.name, "connects to " + server.local);
  }

  private void begin(FrameHandler accepted) {
    handler = accepted;
    accepted.onConnected(this);
    deliver();
  }

  boolean isOf(SimulatedTransport transport) {
    return node == transport || peer().node == transport;
  }

  SimulatedConnection endOf(SimulatedTransport transport) {
    return node == transport ? this : peer();
  }

  @Override
  public EventLoop eventLoop() {
    return node.loop();
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public void send(OutboundFrame frame) {
    if (closed) {
      frame.release();
      return;
    }
    ByteBuffer copy = copy(frame);
    frame.release();
    underWay += copy.remaining();
    saturated = underWay > HIGH_WATER_MARK;
    Objects.requireNonNull(names).trace(network.simulation(), name, copy);
    simulateArrival("frame", () -> peer().arrive(copy));
  }

  private void simulateArrival(String what, Runnable arriving) {
    long arrival = Math.max(stalledUntil, network.arrival(node, peer().node));
    lastArrival = Math.max(lastArrival, arrival);
    network.simulation().at(lastArrival, what, arriving);
  }

  private static ByteBuffer copy(OutboundFrame frame) {
    ByteBuffer copy = ByteBuffer.allocate(frame.sizeInBytes());
    frame.writeTo(
        new OutboundFrame.Sink() {
          @Override
          public void write(ByteBuffer bytes) {
            copy.put(bytes.duplicate());
          }

          @Override
          public void write(RecordsView records) {
            copy.put(records.toBuffer());
          }
        });
    return copy.flip();
  }

  private void arrive(ByteBuffer frame) {
    if (closed) {
      reset();
      return;
    }
    if (frame.remaining() > maxFrameBytes) {
      cut("a frame of " + frame.remaining() + " bytes where " + maxFrameBytes + " are allowed");
      return;
    }
    unread.add(frame);
    node.loop().execute(this::deliver);
  }

  /** What arrives at an end that is gone is answered with a reset, if there is who could answer. */
  private void reset() {
    if (!node.loop().isDead() || network.isBound(local)) {
      peer().endLater(new IOException("connection reset by peer"));
    }
  }

  private void deliver() {
    FrameHandler to = handler;
    while (to != null && !paused && !closed && !unread.isEmpty()) {
      ByteBuffer frame = unread.poll();
      peer().taken(frame.remaining());
      to.onFrame(this, new SimulatedFrame(network.simulation(), frame));
    }
  }

  private void taken(int bytes) {
    underWay -= bytes;
    if (saturated && underWay <= HIGH_WATER_MARK / 2 && !closed) {
      saturated = false;
      node.loop().execute(this::tellWritable);
    }
  }

  private void tellWritable() {
    if (!closed && handler != null) {
      handler.onWritable(this);
    }
  }

  @Override
  public boolean isWritable() {
    return !saturated && !closed;
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
    node.loop().execute(this::deliver);
  }

  @Override
  public void close() {
    closeAfterSending();
  }

  /** What was sent arrives before the end does. */
  @Override
  public void closeAfterSending() {
    if (!closed) {
      end(null);
      simulateArrival("close", () -> peer().end(null));
    }
  }

  /** What this end sends arrives only after a while. */
  void stall(Duration time) {
    stalledUntil = network.simulation().now() + time.toNanos();
    network.simulation().trace(name, "sends nothing for " + time.toMillis() + " ms");
  }

  /** Both ends lose the connection, each when it notices. */
  void cut(String why) {
    network.simulation().trace(name, why);
    endLater(new IOException(why));
    peer().endLater(new IOException(why));
  }

  /** This end is gone; the other has yet to learn of it. */
  void halfClose(Duration unnoticed) {
    network.simulation().trace(name, "is gone, unnoticed for " + unnoticed.toMillis() + " ms");
    end(new IOException("the connection is gone"));
    SimulatedConnection other = peer();
    network
        .simulation()
        .at(
            network.simulation().now() + unnoticed.toNanos(),
            "cut",
            () -> other.end(new IOException("the connection is gone")));
  }

  private void endLater(@Nullable Throwable cause) {
    long at = network.arrival(peer().node, node);
    network.simulation().at(at, "cut", () -> end(cause));
  }

  private void end(@Nullable Throwable cause) {
    if (closed) {
      return;
    }
    closed = true;
    network.simulation().trace(name, "is closed");
    network.closed(this);
    network.closed(peer());
    node.loop()
        .execute(
            () -> {
              if (handler != null) {
                handler.onClosed(cause);
              }
            });
  }

  SimulatedConnection peer() {
    return Objects.requireNonNull(peer);
  }
}
