package dev.klamm.transport.tcp;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.TransportException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection, and the one handler of its channel.
 *
 * <p>Frames sent on the loop are written at once and flushed later in the turn; frames sent by
 * other threads pass through {@code outbox}. Bytes that arrive while reading is paused wait in
 * {@code unread}; only then is the channel itself told to stop, so that pausing for the time of one
 * request costs nothing.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements Connection {

  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

  /** How long a peer may take to close its end after we said that we are done. */
  private static final long LINGER_MS = 1_000;

  private final TcpEventLoop loop;
  private final Channel channel;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final Endpoint remote;
  private final ConnectionAcceptor acceptor;
  private Runnable onClose = () -> {};

  private final Backlog backlog = new Backlog();
  private final Queue<OutboundFrame> outbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean outboxQueued = new AtomicBoolean();

  /** Someone wants it closed; nothing more is sent. */
  private volatile boolean closing;

  // On the loop only.
  private @Nullable FrameHandler handler;
  private boolean closed;
  private @Nullable Throwable closeCause;
  private boolean paused;
  private boolean reading;
  private final Queue<ByteBuf> unread = new ArrayDeque<>(2);
  private boolean flushQueued;
  private int idleSweeps;
  private long lastBacklog;

  /**
   * Written by any thread without ceremony: to miss one movement only matters if it is the only.
   */
  private boolean moved = true;

  /**
   * @param remote as the owner knows it
   * @param acceptor gives the handler once the channel is open
   */
  TcpConnection(
      TcpEventLoop loop,
      Channel channel,
      Endpoint remote,
      int maxFrameBytes,
      ConnectionAcceptor acceptor) {
    this.loop = loop;
    this.channel = channel;
    this.remote = remote;
    this.acceptor = acceptor;
    this.reader = new FrameReader(channel.alloc(), maxFrameBytes);
    this.writer = new FrameWriter(channel, this);
  }

  /** Runs once, when the connection closes, before the handler hears of it. */
  void onClose(Runnable action) {
    this.onClose = action;
  }

  @Override
  public EventLoop eventLoop() {
    return loop;
  }

  @Override
  public Endpoint local() {
    return endpoint((InetSocketAddress) channel.localAddress());
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  static Endpoint endpoint(InetSocketAddress address) {
    return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
  }

  // ---- opening and reading

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    loop.add(this);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    try {
      FrameHandler accepted = acceptor.accept(this);
      handler = accepted;
      accepted.onConnected(this);
    } catch (Throwable e) {
      closeFor(e);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    moved = true;
    if (paused || !unread.isEmpty()) {
      unread.add(bytes);
      channel.config().setAutoRead(false);
    } else {
      readFrames(bytes);
    }
  }

  /** Takes over the bytes, and keeps what is left of them when the handler pauses. */
  private void readFrames(ByteBuf bytes) {
    reading = true;
    boolean keep = false;
    try {
      while (!paused && !closing) {
        InboundFrame frame = reader.next(bytes);
        if (frame == null) {
          return;
        }
        deliver(frame);
      }
      keep = !closing && bytes.isReadable();
    } catch (Throwable e) {
      closeFor(e);
    } finally {
      reading = false;
      if (keep) {
        unread.add(bytes);
      } else {
        bytes.release();
      }
    }
  }

  private void deliver(InboundFrame frame) {
    FrameHandler receiver = handler;
    if (receiver == null) {
      frame.release();
    } else {
      receiver.onFrame(this, frame);
    }
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
    if (!unread.isEmpty() && !reading) {
      loop.execute(this::readUnread);
    }
  }

  private void readUnread() {
    // What is left over goes to the end of the queue, so there must be nothing before it.
    while (!paused && !closed && !unread.isEmpty()) {
      ByteBuf rest = unread.remove();
      if (unread.isEmpty()) {
        readFrames(rest);
      } else {
        readFrames(joinAll(rest));
      }
    }
    if (unread.isEmpty() && !closed) {
      channel.config().setAutoRead(true);
    }
  }

  private ByteBuf joinAll(ByteBuf first) {
    ByteBuf all = channel.alloc().directBuffer(first.readableBytes());
    all.writeBytes(first);
    first.release();
    for (ByteBuf next = unread.poll(); next != null; next = unread.poll()) {
      all.writeBytes(next);
      next.release();
    }
    return all;
  }

  // ---- sending

  @Override
  public void send(OutboundFrame frame) {
    if (closing) {
      frame.release();
      return;
    }
    moved = true;
    if (backlog.add(Backlog.costOf(frame.sizeInBytes()))) {
      tellWritableLater();
    }
    if (loop.inEventLoop() && outbox.isEmpty()) {
      write(frame);
    } else {
      outbox.add(frame);
      queueOutbox();
    }
  }

  private void queueOutbox() {
    if (!outboxQueued.get() && outboxQueued.compareAndSet(false, true)) {
      try {
        loop.execute(this::writeOutbox);
      } catch (RejectedExecutionException e) {
        // The loop has ended, and every connection on it before.
        releaseOutbox();
      }
    }
  }

  private void writeOutbox() {
    outboxQueued.set(false);
    for (OutboundFrame frame = outbox.poll(); frame != null; frame = outbox.poll()) {
      write(frame);
    }
  }

  private void write(OutboundFrame frame) {
    if (closed) {
      frame.release();
      return;
    }
    try {
      writer.write(frame, Backlog.costOf(frame.sizeInBytes()));
    } catch (Throwable e) {
      closeFor(e);
      return;
    }
    if (!flushQueued) {
      flushQueued = true;
      loop.flushLater(this);
    }
  }

  /** On the loop. */
  void flush() {
    flushQueued = false;
    if (!closed) {
      writer.flush();
    }
  }

  /** Something was sent, or can not be. From the writer, on the loop. */
  void sent(long cost, @Nullable Throwable failure) {
    moved = true;
    if (failure != null && closeCause == null && !(failure instanceof ClosedChannelException)) {
      closeCause = broken(failure);
    }
    if (backlog.subtract(cost)) {
      tellWritableLater();
    }
  }

  private void tellWritableLater() {
    try {
      loop.execute(this::tellWritable);
    } catch (RejectedExecutionException e) {
      LOG.trace("the loop has ended, and this connection before", e);
    }
  }

  private void tellWritable() {
    FrameHandler receiver = handler;
    if (receiver != null && isWritable()) {
      try {
        receiver.onWritable(this);
      } catch (Throwable e) {
        closeFor(e);
      }
    }
  }

  @Override
  public boolean isWritable() {
    return !closing && !backlog.isTooMuch();
  }

  // ---- closing

  @Override
  public void close() {
    closing = true;
    channel.close();
  }

  @Override
  public void closeAfterSending() {
    if (!closing) {
      closing = true;
      try {
        loop.execute(this::sendRestAndClose);
      } catch (RejectedExecutionException e) {
        LOG.trace("the loop has ended, and this connection before", e);
      }
    }
  }

  private void sendRestAndClose() {
    writeOutbox();
    flush();
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> endOutput());
  }

  /**
   * Says that we are done and waits for the peer to agree. To close with bytes unread would make
   * the system throw away what we sent but the peer has not read.
   */
  private void endOutput() {
    if (closed) {
      return;
    }
    unread.forEach(ByteBuf::release);
    unread.clear();
    paused = false;
    channel.config().setAutoRead(true);
    ((DuplexChannel) channel).shutdownOutput();
    loop.schedule(TimeUnit.MILLISECONDS.toNanos(LINGER_MS), channel::close);
  }

  /** On the loop. */
  void closeFor(Throwable cause) {
    if (closeCause == null && !closing) {
      closeCause = cause;
    }
    close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    closeFor(broken(cause));
  }

  private TransportException broken(Throwable cause) {
    return new TransportException(
        "connection to " + remote + " broke: " + cause.getMessage(), cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!closing) {
      readAllUnread();
    }
    if (!closing && closeCause == null && reader.isInsideFrame()) {
      closeCause = new TransportException(remote + " closed the connection inside a frame");
    }
    end();
    if (handler != null) {
      try {
        handler.onClosed(closeCause);
      } catch (Throwable e) {
        LOG.error("the handler of the connection to {} failed in onClosed", remote, e);
      }
    }
  }

  /** The peer closed; nothing else will come, so a pause has no point any more. */
  private void readAllUnread() {
    while (!unread.isEmpty() && !closing) {
      paused = false;
      readUnread();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    // A channel that never became active only comes by here.
    end();
  }

  private void end() {
    if (closed) {
      return;
    }
    closing = true;
    closed = true;
    loop.remove(this);
    onClose.run();
    reader.release();
    writer.release();
    unread.forEach(ByteBuf::release);
    unread.clear();
    releaseOutbox();
  }

  private void releaseOutbox() {
    for (OutboundFrame frame = outbox.poll(); frame != null; frame = outbox.poll()) {
      frame.release();
    }
  }

  /** How many sweeps in a row, this one included, found that nothing had moved. */
  int countIdleSweep() {
    long backlogNow = channelBacklog();
    idleSweeps = moved || backlogNow != lastBacklog ? 0 : idleSweeps + 1;
    lastBacklog = backlogNow;
    moved = false;
    return idleSweeps;
  }

  /** Changes also while a large piece is on its way to a slow peer. */
  private long channelBacklog() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }
}
