package dev.klamm.transport.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.TransportException;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections. A name is looked up on a thread of its own, which comes and goes with need,
 * since the system's resolver blocks; then its addresses are tried one after another.
 */
final class TcpConnector {

  private static final Logger LOG = LoggerFactory.getLogger(TcpConnector.class);

  private final TcpTransport transport;
  private final TcpSettings settings;
  private final ExecutorService resolver;

  TcpConnector(TcpTransport transport, TcpSettings settings, String threadName) {
    this.transport = transport;
    this.settings = settings;
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, 10, SECONDS, new LinkedBlockingQueue<>(), task -> daemon(task, threadName));
    executor.allowCoreThreadTimeOut(true);
    this.resolver = executor;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** One request to connect. What it was asked for, and what it still may try. */
  private record Attempt(
      TcpEventLoop loop,
      Endpoint remote,
      int maxFrameBytes,
      int timeoutMs,
      FrameHandler handler,
      Iterator<InetAddress> addresses) {

    Attempt to(List<InetAddress> found) {
      return new Attempt(loop, remote, maxFrameBytes, timeoutMs, handler, found.iterator());
    }

    /** On the loop. */
    void fail(String reason, @Nullable Throwable cause) {
      handler.onClosed(
          new TransportException("cannot connect to " + remote + ": " + reason, cause));
    }
  }

  void connect(
      TcpEventLoop loop, Endpoint remote, int maxFrameBytes, long timeoutMs, FrameHandler handler) {
    int timeout = (int) Math.max(1, Math.min(timeoutMs, Integer.MAX_VALUE));
    Attempt attempt =
        new Attempt(
            loop, remote, maxFrameBytes, timeout, handler, List.<InetAddress>of().iterator());
    byte @Nullable [] address = NetUtil.createByteArrayFromIpAddressString(remote.host());
    if (address == null) {
      resolver.execute(() -> resolve(attempt));
    } else {
      loop.execute(() -> tryNext(attempt.to(List.of(literal(address))), null));
    }
  }

  private static InetAddress literal(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of " + address.length + " bytes", e);
    }
  }

  private void resolve(Attempt attempt) {
    Runnable next;
    try {
      List<InetAddress> found = List.of(InetAddress.getAllByName(attempt.remote.host()));
      next = () -> tryNext(attempt.to(found), null);
    } catch (UnknownHostException e) {
      next = () -> attempt.fail("no address is known for this host name", e);
    }
    try {
      attempt.loop.execute(next);
    } catch (RejectedExecutionException e) {
      LOG.debug("the transport was closed while {} was looked up", attempt.remote, e);
    }
  }

  /** On the loop. */
  private void tryNext(Attempt attempt, @Nullable Throwable failure) {
    if (transport.isClosed()) {
      attempt.fail("the transport was closed", failure);
    } else if (attempt.addresses.hasNext()) {
      InetSocketAddress address =
          new InetSocketAddress(attempt.addresses.next(), attempt.remote.port());
      bootstrap(attempt)
          .connect(address)
          .addListener((ChannelFuture outcome) -> connected(attempt, outcome));
    } else {
      attempt.fail(failure == null ? "no address" : String.valueOf(failure.getMessage()), failure);
    }
  }

  private void connected(Attempt attempt, ChannelFuture outcome) {
    if (!outcome.isSuccess()) {
      tryNext(attempt, outcome.cause());
    }
  }

  private Bootstrap bootstrap(Attempt attempt) {
    return new Bootstrap()
        .group(attempt.loop.netty())
        .channel(settings.io().usesEpoll() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, attempt.timeoutMs)
        .handler(new Client(attempt));
  }

  /** Sets up the channel of an attempt. */
  private final class Client extends ChannelInitializer<Channel> {

    private final Attempt attempt;

    Client(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    protected void initChannel(Channel channel) {
      transport.tune(channel);
      channel
          .pipeline()
          .addLast(
              new TcpConnection(
                  attempt.loop,
                  channel,
                  attempt.remote,
                  attempt.maxFrameBytes,
                  connection -> attempt.handler));
    }
  }

  /** Waiting look-ups come to nothing; their handlers hear of it. */
  void close() {
    resolver.shutdown();
    try {
      if (!resolver.awaitTermination(5, SECONDS)) {
        resolver.shutdownNow();
      }
    } catch (InterruptedException e) {
      resolver.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
