package dev.klamm.core.transport;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.TransportException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of a connection.
 *
 * <pre>
 *   sender's thread                        this end's loop
 *   peer.send(frame) -- gather --> inbox -- drain --> handler.onFrame
 *                                  unread            (pauses while reading is paused)
 * </pre>
 *
 * <p>What the peer sent and the handler has not yet seen is {@code unread}. When it grows too large
 * the peer is told that it is not writable, and when the handler caught up, that it is.
 */
final class InProcessConnection implements Connection {

  private static final Logger LOG = LoggerFactory.getLogger(InProcessConnection.class);

  private static final long TOO_MUCH_UNREAD = 1 << 20;
  private static final long LITTLE_UNREAD = TOO_MUCH_UNREAD / 2;

  /** Counted for each frame beside its bytes, so that empty ones are not free. */
  private static final int FRAME_OVERHEAD = 64;

  private static final int FRAMES_PER_TURN = 64;

  /** In the inbox: the peer is closed, nothing follows. */
  private static final Object PEER_CLOSED = new Object();

  /** In the inbox: the peer meant to send a frame of that many bytes, which is too many. */
  private record Oversize(int bytes) {}

  private final InProcessTransport transport;
  private final EventLoop loop;
  private final Endpoint local;
  private final Endpoint remote;
  private final int maxFrameBytes;

  private final MpscUnboundedArrayQueue<Object> inbox = new MpscUnboundedArrayQueue<>(32);
  private final AtomicBoolean drainQueued = new AtomicBoolean();
  private final AtomicLong unread = new AtomicLong();
  private final AtomicBoolean peerMustWait = new AtomicBoolean();

  // Set before the connection is known to anyone else.
  private @Nullable InProcessConnection peer;
  private @Nullable FrameHandler handler;
  private Runnable onClose = () -> {};

  /** Someone wants it closed; nothing more is sent. */
  private volatile boolean closing;

  /** Set on the loop; from then on the inbox is only emptied. */
  private volatile boolean closed;

  // On the loop only.
  private boolean paused;
  private int idleSweeps;

  /** Written by senders without ceremony: to miss one movement only matters if it is the only. */
  private boolean moved = true;

  InProcessConnection(
      InProcessTransport transport,
      EventLoop loop,
      Endpoint local,
      Endpoint remote,
      int maxFrameBytes) {
    this.transport = transport;
    this.loop = loop;
    this.local = local;
    this.remote = remote;
    this.maxFrameBytes = maxFrameBytes;
  }

  void link(InProcessConnection other) {
    this.peer = other;
  }

  void handler(FrameHandler handler) {
    this.handler = handler;
  }

  /** Runs once, when the connection closes, before the handler hears of it. */
  void onClose(Runnable action) {
    this.onClose = action;
  }

  private InProcessConnection peer() {
    return Objects.requireNonNull(peer, "not linked");
  }

  private FrameHandler handler() {
    return Objects.requireNonNull(handler, "no handler");
  }

  @Override
  public EventLoop eventLoop() {
    return loop;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  /** Tells the handler that it is connected. On the loop, first of all. */
  void open() {
    transport.add(this);
    try {
      handler().onConnected(this);
    } catch (Throwable e) {
      closeNow(e);
    }
  }

  /** Closes without a handler ever having heard of it. On the loop. */
  void refuse() {
    end();
  }

  @Override
  public void send(OutboundFrame frame) {
    InProcessConnection receiver = peer();
    if (closing || receiver.closed) {
      frame.release();
      return;
    }
    moved = true;
    int size = frame.sizeInBytes();
    if (size > receiver.maxFrameBytes) {
      frame.release();
      receiver.put(new Oversize(size));
      return;
    }
    InboundFrame gathered;
    try {
      gathered = GatheringSink.gather(frame, transport.frames());
    } catch (RuntimeException e) {
      frame.release();
      closeLater(e);
      return;
    }
    receiver.take(gathered, size);
  }

  /** From the peer, on any thread. */
  private void take(InboundFrame frame, int size) {
    if (unread.addAndGet(size + FRAME_OVERHEAD) > TOO_MUCH_UNREAD) {
      peerMustWait.set(true);
      // The handler may have caught up in between.
      wakePeerIfLittleUnread();
    }
    put(frame);
  }

  private void put(Object event) {
    inbox.offer(event);
    queueDrain();
  }

  private void queueDrain() {
    if (!drainQueued.get() && drainQueued.compareAndSet(false, true)) {
      try {
        loop.execute(this::drain);
      } catch (RejectedExecutionException e) {
        // The transport closed every connection before it ended its loops.
        releaseInbox();
      }
    }
  }

  private void drain() {
    drainQueued.set(false);
    for (int i = 0; i < FRAMES_PER_TURN; i++) {
      if (closed) {
        releaseInbox();
        return;
      }
      if (paused && inbox.peek() != PEER_CLOSED) {
        return;
      }
      Object event = inbox.poll();
      if (event == null) {
        return;
      }
      handle(event);
    }
    queueDrain();
  }

  private void handle(Object event) {
    if (event instanceof InboundFrame frame) {
      deliver(frame);
    } else if (event instanceof Oversize oversize) {
      closeNow(
          new TransportException(
              "frame of "
                  + oversize.bytes()
                  + " bytes from "
                  + remote
                  + ", allowed are "
                  + maxFrameBytes));
    } else {
      closeNow(null);
    }
  }

  private void deliver(InboundFrame frame) {
    moved = true;
    int size = frame.payload().remaining();
    try {
      handler().onFrame(this, frame);
    } catch (Throwable e) {
      closeNow(e);
    }
    unread.addAndGet(-size - FRAME_OVERHEAD);
    if (peerMustWait.get()) {
      wakePeerIfLittleUnread();
    }
  }

  private void wakePeerIfLittleUnread() {
    if (unread.get() <= LITTLE_UNREAD && peerMustWait.compareAndSet(true, false)) {
      InProcessConnection sender = peer();
      try {
        sender.loop.execute(sender::tellWritable);
      } catch (RejectedExecutionException e) {
        LOG.trace("the peer's transport is closed", e);
      }
    }
  }

  private void tellWritable() {
    if (!closed && isWritable()) {
      try {
        handler().onWritable(this);
      } catch (Throwable e) {
        closeNow(e);
      }
    }
  }

  @Override
  public boolean isWritable() {
    return !closing && !peer().peerMustWait.get();
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
    queueDrain();
  }

  @Override
  public void close() {
    closeLater(null);
  }

  /** All that was sent is in the peer's inbox already, before the news that this end closed. */
  @Override
  public void closeAfterSending() {
    closeLater(null);
  }

  private void closeLater(@Nullable Throwable cause) {
    if (!closing) {
      closing = true;
      try {
        loop.execute(() -> closeNow(cause));
      } catch (RejectedExecutionException e) {
        LOG.trace("the transport is closed, and this connection with it", e);
      }
    }
  }

  /** On the loop, not from inside the handler. */
  void closeNow(@Nullable Throwable cause) {
    if (!closed) {
      end();
      try {
        handler().onClosed(cause);
      } catch (Throwable e) {
        LOG.error("the handler of the connection from {} failed in onClosed", remote, e);
      }
    }
  }

  private void end() {
    closing = true;
    closed = true;
    transport.remove(this);
    onClose.run();
    releaseInbox();
    peer().put(PEER_CLOSED);
  }

  private synchronized void releaseInbox() {
    for (Object event = inbox.poll(); event != null; event = inbox.poll()) {
      if (event instanceof InboundFrame frame) {
        frame.release();
      }
    }
  }

  /** How many sweeps in a row, this one included, found that nothing had moved. */
  int countIdleSweep() {
    idleSweeps = moved ? 0 : idleSweeps + 1;
    moved = false;
    return idleSweeps;
  }
}
