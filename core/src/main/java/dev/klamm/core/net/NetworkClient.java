package dev.klamm.core.net;

import dev.klamm.api.cluster.Node;
import dev.klamm.api.error.BrokerNotAvailableException;
import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.metrics.ClientMetrics;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.protocol.message.MetadataResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests to the right broker and their answers back. Opens connections as they are needed,
 * keeps them, and opens them again when they broke. It tries each call once: repeating is a matter
 * for the caller, who knows what may be repeated.
 *
 * <pre>
 *   send(destination, call, handler)
 *      node(id)          -> its connection            (unknown id: fails, metadata is asked)
 *      any()             -> the least loaded one      (none known or all failing: bootstrap addresses)
 *      controller()      -> the controller, once known
 *      coordinator(k, t) -> FindCoordinator first, unless known
 * </pre>
 *
 * <p>On the loop only. See {@link AnswerHandler} for what a handler hears and when.
 */
public final class NetworkClient {
  private final ClientRuntime runtime;
  private final NetworkSettings settings;
  private final ClientMetrics metrics;
  private final NetworkMetrics traffic;
  private final ClusterMetadata metadata;
  private final Coordinators coordinators;
  private final Map<Integer, Endpoint> endpoints = new HashMap<>();
  private final Map<Destination.ToNode, BrokerConnection> connections = new HashMap<>();
  private final ClusterFeatures features = new ClusterFeatures();
  private boolean closed;

  /** A client that nobody calls a producer, a consumer or an admin client. */
  public NetworkClient(ClientRuntime runtime, NetworkSettings settings) {
    this(runtime, settings, "client");
  }

  /**
   * May be called by any thread; all other methods on the loop only.
   *
   * @param kind what the groups of its metrics begin with, such as {@code producer}
   */
  public NetworkClient(ClientRuntime runtime, NetworkSettings settings, String kind) {
    this.runtime = runtime;
    this.settings = settings;
    this.metrics = new ClientMetrics(kind, settings.clientId(), runtime.clock());
    this.traffic = new NetworkMetrics(metrics);
    this.metadata = new ClusterMetadata(runtime, settings, new MetadataRequests());
    this.coordinators = new Coordinators(new CoordinatorRequests());
    metadata.onUpdate(this::onMetadata);
  }

  private final class MetadataRequests implements ClusterMetadata.Requests {
    @Override
    public void send(Call<MetadataResponse> call, AnswerHandler<MetadataResponse> handler) {
      NetworkClient.this.send(Destination.any(), call, handler);
    }

    @Override
    public void rebootstrap() {
      NetworkClient.this.rebootstrap();
    }
  }

  private final class CoordinatorRequests implements Coordinators.Requests {
    @Override
    public void send(
        Call<FindCoordinatorResponse> call, AnswerHandler<FindCoordinatorResponse> handler) {
      NetworkClient.this.send(Destination.any(), call, handler);
    }

    @Override
    public void learn(int nodeId, Endpoint endpoint) {
      NetworkClient.this.learn(nodeId, endpoint);
    }
  }

  /** Any thread may call this. */
  public EventLoop loop() {
    return runtime.loop();
  }

  /** Any thread may call this. */
  public ClientRuntime runtime() {
    return runtime;
  }

  /** Any thread may call this. */
  public NetworkSettings settings() {
    return settings;
  }

  /** What this client measures. Any thread may call this. */
  public ClientMetrics metrics() {
    return metrics;
  }

  /** Any thread may call this; see there for who may call what. */
  public ClusterMetadata metadata() {
    return metadata;
  }

  public Coordinators coordinators() {
    return coordinators;
  }

  /**
   * Sends a call, now or once there is a connection. The handler hears of it later, never inside.
   */
  public <R extends ApiMessage> void send(
      Destination destination, Call<R> call, AnswerHandler<R> handler) {
    int timeoutMs = call.timeoutMs() > 0 ? call.timeoutMs() : settings.requestTimeoutMs();
    long deadline = runtime.clock().nanos() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    PendingCall<R> pending = new PendingCall<>(call, handler, deadline);
    if (closed) {
      failLater(pending, new DisconnectException("the client is closed"));
    } else if (destination instanceof Destination.ToNode node) {
      sendTo(node, pending);
    } else if (destination instanceof Destination.ToCoordinator coordinator) {
      sendToCoordinator(coordinator, pending);
    } else if (destination instanceof Destination.ToController) {
      sendToController(pending, timeoutMs);
    } else {
      leastLoaded().send(pending);
    }
  }

  /** Whether a call to this broker would go out at once: connected, and room in flight. */
  public boolean isReady(int nodeId) {
    BrokerConnection connection = connections.get(new Destination.ToNode(nodeId, Lane.DATA));
    return connection != null && connection.canSendNow();
  }

  /** Where this broker is, or null when that is not known. */
  public @Nullable Endpoint endpoint(int nodeId) {
    return endpoints.get(nodeId);
  }

  /**
   * The level of a feature that the cluster agreed on (KIP-584), as far as the connections so far
   * have told; 0 for none.
   */
  public short featureLevel(String feature) {
    return features.level(feature);
  }

  /** How many calls to this broker are under way or waiting. */
  public int load(int nodeId) {
    BrokerConnection connection = connections.get(new Destination.ToNode(nodeId, Lane.DATA));
    return connection == null ? 0 : connection.load();
  }

  private void sendTo(Destination.ToNode node, PendingCall<?> pending) {
    Endpoint endpoint = endpoints.get(node.id());
    if (endpoint == null) {
      metadata.requestUpdate();
      failLater(pending, new BrokerNotAvailableException("node " + node.id() + " is not known"));
    } else {
      connection(node, endpoint).send(pending);
    }
  }

  private void sendToCoordinator(Destination.ToCoordinator target, PendingCall<?> pending) {
    int known = coordinators.known(target.type(), target.key());
    if (known >= 0) {
      sendTo(new Destination.ToNode(known, Lane.CONTROL), pending);
      return;
    }
    coordinators.find(
        target.type(),
        target.key(),
        (nodeId, error) -> {
          if (error != null) {
            pending.fail(error);
          } else {
            sendTo(new Destination.ToNode(nodeId, Lane.CONTROL), pending);
          }
        });
  }

  private void sendToController(PendingCall<?> pending, int timeoutMs) {
    int controller = metadata.snapshot().controllerId();
    if (controller >= 0 && endpoints.containsKey(controller)) {
      sendTo(new Destination.ToNode(controller, Lane.DATA), pending);
      return;
    }
    metadata.awaitUpdate(
        timeoutMs,
        (snapshot, error) -> {
          if (error != null) {
            pending.fail(error);
          } else {
            sendTo(new Destination.ToNode(snapshot.controllerId(), Lane.DATA), pending);
          }
        });
  }

  private void failLater(PendingCall<?> pending, KafkaException error) {
    runtime.loop().execute(() -> pending.fail(error));
  }

  private BrokerConnection connection(Destination.ToNode node, Endpoint endpoint) {
    BrokerConnection known = connections.get(node);
    if (known != null && known.endpoint().equals(endpoint)) {
      return known;
    }
    if (known != null) {
      known.close("the broker moved to " + endpoint);
    }
    BrokerConnection opened =
        new BrokerConnection(
            node.id(), endpoint, runtime, settings, features, traffic, this::onDisconnected);
    connections.put(node, opened);
    return opened;
  }

  /** Connected with least to do, else being connected, else any that did not just fail. */
  private BrokerConnection leastLoaded() {
    List<BrokerConnection> known = new ArrayList<>();
    metadata.snapshot().nodes().values().forEach(node -> addLanes(known, node));
    boolean allFail = known.stream().allMatch(BrokerConnection::isFailing);
    if (known.isEmpty() || (allFail && settings.rebootstrap())) {
      known.clear();
      for (int i = 0; i < settings.bootstrapServers().size(); i++) {
        Endpoint endpoint = settings.bootstrapServers().get(i);
        known.add(connection(new Destination.ToNode(-1 - i, Lane.DATA), endpoint));
      }
    }
    return best(known);
  }

  private void addLanes(List<BrokerConnection> known, Node node) {
    Endpoint endpoint = endpoints.get(node.id());
    if (endpoint != null) {
      BrokerConnection control = connections.get(new Destination.ToNode(node.id(), Lane.CONTROL));
      if (control != null && control.isReady()) {
        known.add(control);
      }
      known.add(connection(new Destination.ToNode(node.id(), Lane.DATA), endpoint));
    }
  }

  private BrokerConnection best(List<BrokerConnection> candidates) {
    int start = runtime.random().nextInt(candidates.size());
    BrokerConnection best = candidates.get(start);
    for (int i = 1; i < candidates.size(); i++) {
      BrokerConnection other = candidates.get((start + i) % candidates.size());
      if (rank(other) < rank(best)) {
        best = other;
      }
    }
    return best;
  }

  private static long rank(BrokerConnection connection) {
    if (connection.isReady()) {
      return connection.load();
    }
    long busy = connection.isOpening() ? 1L << 32 : connection.isPausing() ? 3L << 32 : 2L << 32;
    return busy + connection.load();
  }

  private void learn(int nodeId, Endpoint endpoint) {
    endpoints.put(nodeId, endpoint);
  }

  private void onMetadata(MetadataSnapshot snapshot) {
    endpoints.keySet().removeIf(id -> !coordinators.isCoordinator(id));
    for (Node node : snapshot.nodes().values()) {
      learn(node.id(), new Endpoint(node.host(), node.port()));
    }
    // Later, since this may be one of those connections' own answer.
    runtime.loop().execute(this::closeUnneeded);
  }

  private void closeUnneeded() {
    for (Map.Entry<Destination.ToNode, BrokerConnection> entry :
        List.copyOf(connections.entrySet())) {
      Endpoint endpoint = endpoints.get(entry.getKey().id());
      boolean bootstrap = entry.getKey().id() < 0;
      boolean idleBootstrap = bootstrap && entry.getValue().load() == 0 && !endpoints.isEmpty();
      if (idleBootstrap || (!bootstrap && !entry.getValue().endpoint().equals(endpoint))) {
        connections.remove(entry.getKey());
        entry.getValue().close("it is not needed any more");
      }
    }
  }

  private void onDisconnected(BrokerConnection connection, KafkaException cause) {
    if (connection.nodeId() >= 0) {
      coordinators.forgetNode(connection.nodeId());
      metadata.requestUpdate();
    }
  }

  private void rebootstrap() {
    endpoints.clear();
    List<BrokerConnection> all = List.copyOf(connections.values());
    connections.clear();
    all.forEach(connection -> connection.close("the cluster is looked up anew"));
    metadata.forgetNodes();
  }

  /** Fails all that is under way and closes all connections. The runtime stays open. */
  public void close() {
    closed = true;
    metadata.close(new DisconnectException("the client is closed"));
    List<BrokerConnection> all = List.copyOf(connections.values());
    connections.clear();
    all.forEach(connection -> connection.close("the client is closed"));
  }
}
