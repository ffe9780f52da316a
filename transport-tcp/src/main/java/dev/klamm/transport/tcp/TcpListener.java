package dev.klamm.transport.tcp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.TransportException;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bound server channel. Any thread may call it. */
final class TcpListener implements Listener {

  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

  private final TcpTransport transport;
  private final ListenerLimits limits;
  private final ConnectionAcceptor acceptor;
  private final Admission admission;
  private final Map<TcpEventLoop, IdleSweep> idleSweeps;
  private final Channel channel;
  private final Endpoint endpoint;

  TcpListener(
      TcpTransport transport,
      ServerBootstrap bootstrap,
      Endpoint wanted,
      ListenerLimits limits,
      ConnectionAcceptor acceptor) {
    this.transport = transport;
    this.limits = limits;
    this.acceptor = acceptor;
    this.admission = new Admission(limits);
    this.idleSweeps =
        transport.loops().stream()
            .collect(
                Collectors.toMap(
                    Function.identity(), loop -> new IdleSweep(loop, limits.idleTimeoutMs())));
    bootstrap.handler(new AcceptFailures(wanted)).childHandler(new Children());
    this.channel = bind(bootstrap, wanted);
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    this.endpoint = new Endpoint(wanted.host(), port);
  }

  private static Channel bind(ServerBootstrap bootstrap, Endpoint wanted) {
    InetSocketAddress address =
        wanted.host().isEmpty()
            ? new InetSocketAddress(wanted.port())
            : new InetSocketAddress(wanted.host(), wanted.port());
    if (address.isUnresolved()) {
      throw new TransportException(
          "cannot listen on " + wanted + ": no address is known for this host name");
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw cannotBind(wanted, bound.cause());
    }
    return bound.channel();
  }

  private static TransportException cannotBind(Endpoint wanted, @Nullable Throwable cause) {
    String reason = cause == null ? "cancelled" : String.valueOf(cause.getMessage());
    String words = reason.toLowerCase(Locale.ROOT);
    if (words.contains("already in use")) {
      return new TransportException(
          "address already in use: "
              + wanted
              + "; stop the process that listens there or choose another port",
          cause);
    }
    if (words.contains("permission denied")) {
      return new TransportException(
          "cannot listen on " + wanted + ": permission denied; ports below 1024 need privileges",
          cause);
    }
    if (words.contains("assign requested address")) {
      return new TransportException(
          "cannot listen on " + wanted + ": this machine has no such address", cause);
    }
    return new TransportException("cannot listen on " + wanted + ": " + reason, cause);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    transport.remove(this);
    if (!channel.isOpen()) {
      return;
    }
    ChannelFuture closed = channel.close();
    if (!channel.eventLoop().inEventLoop()) {
      closed.awaitUninterruptibly();
      awaitSelection();
    }
  }

  /** NIO keeps a socket that was closed, and its port, until its selector looked once more. */
  private void awaitSelection() {
    if (channel instanceof NioServerSocketChannel) {
      channel.eventLoop().schedule(() -> {}, 1, MILLISECONDS).awaitUninterruptibly();
    }
  }

  /** Sets up accepted channels, each on its own loop. */
  @ChannelHandler.Sharable
  private final class Children extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel child) {
      InetSocketAddress remote = (InetSocketAddress) child.remoteAddress();
      if (remote == null || !admission.enter(remote.getAddress())) {
        child.close();
        return;
      }
      transport.tune(child);
      TcpEventLoop loop = transport.loopOf(child);
      TcpConnection connection =
          new TcpConnection(
              loop, child, TcpConnection.endpoint(remote), limits.maxFrameBytes(), acceptor);
      limit(connection, loop, remote.getAddress());
      child.pipeline().addLast(connection);
    }

    private void limit(TcpConnection connection, TcpEventLoop loop, InetAddress remote) {
      IdleSweep sweep = Objects.requireNonNull(idleSweeps.get(loop), "not a loop of ours");
      sweep.add(connection);
      connection.onClose(
          () -> {
            sweep.remove(connection);
            admission.leave(remote);
          });
    }
  }

  /**
   * Out of file descriptors, most likely. The connection stays in the system's backlog; to try
   * again at once would only keep the loop busy.
   */
  private static final class AcceptFailures extends ChannelInboundHandlerAdapter {

    private static final long PAUSE_SECONDS = 1;
    private static final int PAUSES_PER_REPORT = 60;

    private final Endpoint endpoint;
    private int failures;

    AcceptFailures(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (failures++ % PAUSES_PER_REPORT == 0) {
        LOG.warn(
            "cannot accept connections on {} at the moment, will go on trying; if files have run"
                + " out, raise the limit (ulimit -n)",
            endpoint,
            cause);
      }
      ChannelConfig config = context.channel().config();
      config.setAutoRead(false);
      context.executor().schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, SECONDS);
    }
  }
}
