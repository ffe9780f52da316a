package dev.klamm.transport.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Netty's loops, its buffers, and what is listening or connected on them. Any thread may call it.
 *
 * <p>Buffers come from a pool of this transport's own with one arena per loop and small chunks:
 * frames are released by any thread, but only loops keep buffers at hand.
 */
final class TcpTransport implements Transport {

  private static final int PAGE_BYTES = 8 << 10;

  /**
   * Chunks of 4 MiB: pages doubled so many times. Frames of a megabyte must fit several times, or
   * each costs a chunk's allocation.
   */
  private static final int CHUNK_ORDER = 9;

  private static final int CACHED_SMALL_BUFFERS = 64;
  private static final int CACHED_LARGER_BUFFERS = 8;

  private static final int SMALLEST_READ = 512;
  private static final int FIRST_READ = 2 << 10;
  private static final int LARGEST_READ = 256 << 10;

  private final TcpSettings settings;
  private final MultiThreadIoEventLoopGroup group;
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final List<TcpEventLoop> loops;
  private final List<EventLoop> loopsView;
  private final ByteBufAllocator allocator;
  private final TcpConnector connector;
  private final Set<TcpListener> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  TcpTransport(int loopCount, String threadPrefix, TcpSettings settings) {
    this.settings = settings;
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory = task -> thread(task, threadPrefix + "-" + number.getAndIncrement());
    this.group =
        new MultiThreadIoEventLoopGroup(
            loopCount,
            factory,
            settings.io().usesEpoll() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    this.loops = wrap(group);
    this.loopsView = List.copyOf(loops);
    this.allocator =
        new PooledByteBufAllocator(
            true,
            0,
            loopCount,
            PAGE_BYTES,
            CHUNK_ORDER,
            CACHED_SMALL_BUFFERS,
            CACHED_LARGER_BUFFERS,
            false);
    this.connector = new TcpConnector(this, settings, threadPrefix + "-resolver");
  }

  private static List<TcpEventLoop> wrap(MultiThreadIoEventLoopGroup group) {
    List<TcpEventLoop> loops = new ArrayList<>();
    for (EventExecutor executor : group) {
      loops.add(new TcpEventLoop((IoEventLoop) executor));
    }
    return List.copyOf(loops);
  }

  private Thread thread(Runnable task, String name) {
    Thread thread = new FastThreadLocalThread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @Override
  public String name() {
    return TcpTransportProvider.NAME;
  }

  @Override
  public List<EventLoop> eventLoops() {
    return loopsView;
  }

  List<TcpEventLoop> loops() {
    return loops;
  }

  TcpEventLoop loopOf(Channel channel) {
    for (TcpEventLoop loop : loops) {
      if (loop.netty() == channel.eventLoop()) {
        return loop;
      }
    }
    throw new IllegalArgumentException("the channel is on a loop of another transport");
  }

  @Override
  public Listener listen(Endpoint endpoint, ListenerLimits limits, ConnectionAcceptor acceptor) {
    requireOpen();
    TcpListener listener = new TcpListener(this, serverBootstrap(), endpoint, limits, acceptor);
    listeners.add(listener);
    if (closed) {
      listener.close();
    }
    return listener;
  }

  private ServerBootstrap serverBootstrap() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(
                settings.io().usesEpoll()
                    ? EpollServerSocketChannel.class
                    : NioServerSocketChannel.class)
            // To bind at once where connections of a broker that died still linger.
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, settings.backlog());
    if (settings.receiveBufferBytes() > 0) {
      // Before accepting, since it decides on the window that is offered.
      bootstrap.option(ChannelOption.SO_RCVBUF, settings.receiveBufferBytes());
    }
    return bootstrap;
  }

  /** Sets the options of a connection's channel. */
  void tune(Channel channel) {
    ChannelConfig config = channel.config();
    config.setAllocator(allocator);
    // Small for connections that say little, since a frame that is kept keeps all of its read. To
    // read the rest of a large frame to its place instead of copying it was tried: no gain.
    config.setRecvByteBufAllocator(
        new AdaptiveRecvByteBufAllocator(SMALLEST_READ, FIRST_READ, LARGEST_READ));
    config.setOption(ChannelOption.TCP_NODELAY, true);
    config.setOption(ChannelOption.SO_KEEPALIVE, true);
    if (settings.sendBufferBytes() > 0) {
      config.setOption(ChannelOption.SO_SNDBUF, settings.sendBufferBytes());
    }
    if (settings.receiveBufferBytes() > 0) {
      config.setOption(ChannelOption.SO_RCVBUF, settings.receiveBufferBytes());
    }
  }

  @Override
  public void connect(
      EventLoop loop,
      Endpoint remote,
      int maxFrameBytes,
      long connectTimeoutMs,
      FrameHandler handler) {
    requireOpen();
    for (TcpEventLoop own : loops) {
      if (own == loop) {
        connector.connect(own, remote, maxFrameBytes, connectTimeoutMs, handler);
        return;
      }
    }
    throw new IllegalArgumentException("the loop is not one of this transport's eventLoops()");
  }

  boolean isClosed() {
    return closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new TransportException("the TCP transport is closed");
    }
  }

  void remove(TcpListener listener) {
    listeners.remove(listener);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    listeners.forEach(TcpListener::close);
    connector.close();
    for (TcpEventLoop loop : loops) {
      CompletableFuture.runAsync(loop::closeConnections, loop).join();
    }
    group.shutdownGracefully(0, 5, SECONDS).awaitUninterruptibly();
    threads.forEach(TcpTransport::joinUninterruptibly);
  }

  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
