package dev.klamm.core.net;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.ConnectionAcceptor;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.Transport;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.WireFrame;
import dev.klamm.protocol.message.ApiVersionsResponse;
import dev.klamm.protocol.message.RequestHeader;
import dev.klamm.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Brokers that answer what a test tells them to, reached by a transport of one loop. Everything of
 * it runs on that loop. A frame goes through real encoding both ways.
 */
public final class FakeCluster implements Transport {

  /** What a broker answers; null for nothing, now or ever. */
  @FunctionalInterface
  public interface Script {
    @Nullable ApiMessage answer(ApiMessage request, short version, Reply later);
  }

  /** For an answer that is given later. */
  @FunctionalInterface
  public interface Reply {
    void with(ApiMessage response);
  }

  /** A request that a broker got. */
  public record Seen(int nodeId, ApiKey api, short version, ApiMessage request) {}

  private final EventLoop loop;
  private final Map<Endpoint, Broker> brokers = new HashMap<>();
  public final List<Seen> seen = new ArrayList<>();
  public final List<Endpoint> attempts = new ArrayList<>();
  public final AtomicInteger unreleased = new AtomicInteger();

  public FakeCluster(EventLoop loop) {
    this.loop = loop;
  }

  public Broker broker(int nodeId, Endpoint endpoint) {
    Broker broker = new Broker(nodeId, endpoint);
    brokers.put(endpoint, broker);
    return broker;
  }

  public long count(ApiKey api) {
    return seen.stream().filter(one -> one.api() == api).count();
  }

  /** The latest request of this kind. */
  public <T extends ApiMessage> T last(ApiKey api, Class<T> type) {
    for (int i = seen.size() - 1; i >= 0; i--) {
      if (seen.get(i).api() == api) {
        return type.cast(seen.get(i).request());
      }
    }
    throw new AssertionError("no " + api + " among " + seen);
  }

  /** One broker of the cluster. */
  public final class Broker {
    public final int nodeId;
    public final Endpoint endpoint;
    private final Map<ApiKey, Script> scripts = new HashMap<>();
    private final Map<ApiKey, Short> limits = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<ApiVersionsResponse.FinalizedFeatureKey> features = new ArrayList<>();
    public boolean up = true;

    Broker(int nodeId, Endpoint endpoint) {
      this.nodeId = nodeId;
      this.endpoint = endpoint;
    }

    public Broker on(ApiKey api, Script script) {
      scripts.put(api, script);
      return this;
    }

    public Broker on(ApiKey api, ApiMessage answer) {
      return on(api, (request, version, later) -> answer);
    }

    /** Knows no version above this one. */
    public Broker limit(ApiKey api, int latest) {
      limits.put(api, (short) latest);
      return this;
    }

    /** Says that the cluster agreed on this level. */
    public Broker feature(String name, int level) {
      features.add(
          new ApiVersionsResponse.FinalizedFeatureKey()
              .name(name)
              .minVersionLevel((short) level)
              .maxVersionLevel((short) level));
      return this;
    }

    /** Breaks all connections and takes no new ones. */
    public void crash() {
      up = false;
      disconnect();
    }

    public void disconnect() {
      List.copyOf(links).forEach(Link::close);
    }

    public int connections() {
      return links.size();
    }

    private short latest(ApiKey api) {
      return limits.getOrDefault(api, api.latestVersion());
    }

    private @Nullable ApiMessage versions() {
      List<ApiVersionsResponse.ApiVersion> all = new ArrayList<>();
      for (ApiKey api : ApiKey.values()) {
        all.add(
            new ApiVersionsResponse.ApiVersion()
                .apiKeyValue(api.id())
                .minVersion(api.oldestVersion())
                .maxVersion(latest(api)));
      }
      return new ApiVersionsResponse()
          .apiKeys(all)
          .finalizedFeatures(features)
          .finalizedFeaturesEpoch(0);
    }
  }

  private final class Link implements Connection {
    private final Broker broker;
    private final FrameHandler client;
    private boolean open = true;

    Link(Broker broker, FrameHandler client) {
      this.broker = broker;
      this.client = client;
    }

    @Override
    public void send(OutboundFrame frame) {
      ByteBuffer bytes = ((WireFrame) frame).toBuffer();
      frame.release();
      loop.execute(() -> receive(bytes));
    }

    private void receive(ByteBuffer bytes) {
      if (!open) {
        return;
      }
      short key = bytes.getShort(0);
      short version = bytes.getShort(2);
      ApiKey api = ApiKey.forId(key);
      if (api == null) {
        throw new AssertionError("no API " + key);
      }
      MessageReader in = new MessageReader(bytes);
      RequestHeader header = new RequestHeader();
      header.read(in, api.requestHeaderVersion(version));
      if (api == ApiKey.API_VERSIONS && version > broker.latest(api)) {
        ApiVersionsResponse refusal = (ApiVersionsResponse) broker.versions();
        answer(api, (short) 0, header.correlationId(), refusal.errorCode((short) 35));
        return;
      }
      ApiMessage request = api.newRequest();
      request.read(in, version);
      in.checkEnd(api.name());
      seen.add(new Seen(broker.nodeId, api, version, request));
      Script script = broker.scripts.get(api);
      Reply reply = response -> answer(api, version, header.correlationId(), response);
      ApiMessage response =
          script != null
              ? script.answer(request, version, reply)
              : api == ApiKey.API_VERSIONS ? broker.versions() : null;
      if (response != null) {
        reply.with(response);
      }
    }

    private void answer(ApiKey api, short version, int correlationId, ApiMessage response) {
      MessageWriter out = new MessageWriter();
      new ResponseHeader()
          .correlationId(correlationId)
          .write(out, api.responseHeaderVersion(version));
      response.write(out, version);
      ByteBuffer bytes = out.finish().toBuffer();
      loop.execute(
          () -> {
            if (open) {
              unreleased.incrementAndGet();
              client.onFrame(this, counted(bytes));
            }
          });
    }

    private InboundFrame counted(ByteBuffer bytes) {
      return new InboundFrame() {
        @Override
        public ByteBuffer payload() {
          return bytes;
        }

        @Override
        public void release() {
          unreleased.decrementAndGet();
        }
      };
    }

    @Override
    public void close() {
      if (open) {
        open = false;
        broker.links.remove(this);
        loop.execute(() -> client.onClosed(null));
      }
    }

    @Override
    public void closeAfterSending() {
      close();
    }

    @Override
    public EventLoop eventLoop() {
      return loop;
    }

    @Override
    public Endpoint local() {
      return new Endpoint("client", 0);
    }

    @Override
    public Endpoint remote() {
      return broker.endpoint;
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}
  }

  @Override
  public void connect(
      EventLoop on, Endpoint remote, int maxFrameBytes, long timeoutMs, FrameHandler handler) {
    attempts.add(remote);
    Broker broker = brokers.get(remote);
    loop.execute(
        () -> {
          if (broker == null || !broker.up) {
            handler.onClosed(new java.net.ConnectException("refused"));
          } else {
            Link link = new Link(broker, handler);
            broker.links.add(link);
            handler.onConnected(link);
          }
        });
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<EventLoop> eventLoops() {
    return List.of(loop);
  }

  @Override
  public Listener listen(Endpoint endpoint, ListenerLimits limits, ConnectionAcceptor acceptor) {
    throw new UnsupportedOperationException("brokers are made with broker()");
  }

  @Override
  public void close() {}
}
