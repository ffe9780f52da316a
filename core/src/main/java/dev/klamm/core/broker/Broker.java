package dev.klamm.core.broker;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.CloseMode;
import dev.klamm.api.storage.Durability;
import dev.klamm.api.storage.LogStore;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.storage.StorageCapability;
import dev.klamm.api.storage.StorageContext;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.Transport;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.BrokerKeys;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.metrics.BrokerMetrics;
import dev.klamm.core.broker.session.HandlerTable;
import dev.klamm.core.broker.session.Listening;
import dev.klamm.core.broker.session.Session;
import dev.klamm.core.broker.session.Sessions;
import dev.klamm.core.clean.CleanerTools;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.engine.Tick;
import dev.klamm.core.engine.Work;
import dev.klamm.core.log.Partition;
import dev.klamm.core.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker: a store, an engine, and listeners. Complete and serving once {@link #start} returns,
 * and gone once {@link #close} does. Brokers in one JVM share nothing.
 *
 * <pre>
 *   listeners - sessions - handlers        one per API, on the connections' loops
 *                             |  work
 *                           engine         on the transport's first loop
 *                             |  batches
 *                           store
 * </pre>
 */
public final class Broker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
  private static final long STOP_TIMEOUT_SECONDS = 30;

  /** How long a broker that stops waits for its clients to take their last answers. */
  private static final long LAST_ANSWERS_SECONDS = 3;

  private final BrokerSettings settings;
  private final BrokerIdentity identity;
  private final Engine engine;
  private final EventLoop engineLoop;
  private final LogStore store;
  private final LiveConfig config;
  private final TopicCatalog catalog;
  private final Retention retention;
  private final Compaction compaction;
  private final EventLoop background;
  private final HandlerTable handlers;
  private final Services services;
  private final BrokerMetrics metrics = new BrokerMetrics();
  private final Sessions sessions = new Sessions(metrics.requests());
  private final List<Listener> listeners = new ArrayList<>();
  private final Map<String, Listening> listening = new LinkedHashMap<>();
  private volatile boolean stopping;
  private @Nullable CompletableFuture<Void> stopped;

  private Broker(BrokerSettings settings, BrokerRuntime runtime, Engine engine, LogStore store) {
    this.settings = settings;
    this.engineLoop = runtime.transport().eventLoops().get(0);
    this.engine = engine;
    this.store = store;
    Durability durability = durability(settings, runtime.storage());
    this.identity =
        new BrokerIdentity(settings.nodeId(), clusterId(settings, runtime), settings.rack());
    this.config = LiveConfig.load(settings.config(), store.keyValues());
    this.catalog = new TopicCatalog(store, durability, runtime.random(), config::topic);
    catalog.recover();
    this.services =
        new Services(
            settings,
            config,
            identity,
            runtime,
            engine,
            engineLoop,
            store,
            catalog,
            durability,
            metrics);
    BrokerGauges.add(metrics, catalog, sessions);
    this.handlers = services.handlers();
    this.retention =
        new Retention(catalog, engine, engineLoop, settings.retentionCheckIntervalMs(), config);
    this.background = runtime.background();
    this.compaction =
        new Compaction(
            catalog, store.keyValues(), config, runtime.clock(), cleanerTools(runtime, durability));
  }

  private CleanerTools cleanerTools(BrokerRuntime runtime, Durability durability) {
    return new CleanerTools(
        engine,
        background,
        durability,
        services.codecs(),
        new SplittableRandom(runtime.random().nextLong()),
        () -> stopping);
  }

  /**
   * Opens the store, recovers what it holds, and listens.
   *
   * @throws dev.klamm.api.storage.StorageException when the store cannot be opened; see {@link
   *     StorageBackend#open}
   * @throws dev.klamm.api.transport.TransportException when a listener cannot be bound
   */
  public static Broker start(BrokerSettings settings, BrokerRuntime runtime) {
    Engine engine = new Engine(runtime.transport().eventLoops().get(0), runtime.clock());
    LogStore store = open(runtime, engine);
    engine.attach(store);
    Broker broker;
    try {
      broker = new Broker(settings, runtime, engine, store);
    } catch (RuntimeException e) {
      store.close(CloseMode.ABORT);
      throw e;
    }
    try {
      for (ListenerSettings listener : settings.listeners()) {
        broker.listen(runtime.transport(), listener);
      }
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
    broker.engineLoop.execute(broker.retention::start);
    broker.compaction.start();
    report(settings.config());
    LOG.info(
        "Broker {} of cluster {} listens on {}",
        settings.nodeId(),
        broker.identity.clusterId(),
        broker.listening.values());
    return broker;
  }

  /** Few lines, so that a mistyped key is seen. */
  private static void report(BrokerConfig config) {
    if (!config.withoutEffect().isEmpty()) {
      LOG.info("Configuration accepted without effect: {}", config.withoutEffect());
    }
    if (!config.unknown().isEmpty()) {
      LOG.warn("Configuration that is not known: {}", config.unknown());
    }
    config.warnings().forEach(LOG::warn);
  }

  /**
   * Listens on one more address, on any transport: the way to serve a process's own clients without
   * a port.
   *
   * @return what was bound
   */
  public synchronized Endpoint listen(Transport transport, ListenerSettings listener) {
    CompletableFuture<Listening> bound = new CompletableFuture<>();
    Listener opened =
        transport.listen(
            listener.bind(),
            settings.limits(listener.name()),
            connection -> new Session(handlers, sessions, bound.join(), connection));
    listeners.add(opened);
    Listening known = new Listening(listener.name(), opened.endpoint(), listener.advertised());
    listening.put(listener.name(), known);
    bound.complete(known);
    return opened.endpoint();
  }

  /** What was bound under a listener's name, with its real port. */
  public synchronized Endpoint endpoint(String listenerName) {
    Listening found = listening.get(listenerName);
    if (found == null) {
      throw new IllegalArgumentException(
          "no listener is called '" + listenerName + "', there are " + listening.keySet());
    }
    return found.bound();
  }

  /** What was bound first. */
  public synchronized Endpoint endpoint() {
    return listening.values().iterator().next().bound();
  }

  public String clusterId() {
    return identity.clusterId();
  }

  /** The topics as of now. */
  public ClusterImage image() {
    return catalog.image();
  }

  /** What this broker measures, by name. Any thread. */
  public Metrics metrics() {
    return metrics.registry();
  }

  /** What this broker answers. */
  public HandlerTable handlers() {
    return handlers;
  }

  /**
   * Stops accepting, finishes what was begun, makes everything durable, answers what still waits
   * with the error that sends clients to look for their broker again, closes their connections, and
   * closes the store. Idempotent; any thread.
   *
   * @return completes once nothing of the broker is left but its transport
   */
  public CompletableFuture<Void> shutdown() {
    synchronized (this) {
      if (stopped != null) {
        return stopped;
      }
      stopped = new CompletableFuture<>();
      listeners.forEach(Listener::close);
    }
    engine.submit(
        new Work() {
          @Override
          public void run(Tick tick) {
            wind(tick);
          }

          @Override
          public void refuse(RuntimeException cause) {
            leave(CloseMode.ABORT);
          }
        });
    return stopped;
  }

  /** Waits for {@link #shutdown}. Not to be called on an event loop. */
  @Override
  public void close() {
    await(shutdown());
  }

  /**
   * Stops as if the process had been killed: nothing more is written. For tests; on the engine's
   * loop, which must not run any more of this broker's tasks.
   */
  public void abort() {
    synchronized (this) {
      stopped = new CompletableFuture<>();
      stopping = true;
      listeners.forEach(Listener::close);
    }
    closeStore(CloseMode.ABORT);
  }

  /**
   * The last work of the engine: what was queued before it is answered when it is durable, what
   * comes after it is refused.
   */
  private void wind(Tick tick) {
    stopping = true;
    retention.stop();
    services.stop();
    for (Topic topic : catalog.image().topics()) {
      for (Partition partition : topic.partitions()) {
        partition.snapshotIfChanged(tick.batch());
      }
    }
    tick.whenDurable(
        services.durability(),
        failure -> {
          engine.stop();
          leave(CloseMode.CLEAN);
        });
  }

  /** A step of compaction that runs has ended by the time the background loop gets here. */
  private void leave(CloseMode mode) {
    stopping = true;
    background.execute(
        () -> {
          compaction.stop();
          engineLoop.execute(() -> leaveSessions(mode));
        });
  }

  /** Nothing happens any more that a request could wait for. */
  private void leaveSessions(CloseMode mode) {
    sessions
        .stop(engineLoop, TimeUnit.SECONDS.toNanos(LAST_ANSWERS_SECONDS))
        .thenRun(() -> engineLoop.execute(() -> closeStore(mode)));
  }

  private void closeStore(CloseMode mode) {
    CompletableFuture<Void> done = Objects.requireNonNull(stopped);
    try {
      store.close(mode);
      done.complete(null);
    } catch (RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  private static void await(CompletableFuture<Void> stopped) {
    try {
      stopped.get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the broker did not come to rest within " + STOP_TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    }
  }

  private static LogStore open(BrokerRuntime runtime, Engine engine) {
    StorageBackend storage = runtime.storage();
    if (storage.capabilities().contains(StorageCapability.ASYNC_READS)) {
      throw new IllegalArgumentException(
          "storage '"
              + storage.name()
              + "' promises records for later, which this broker cannot serve");
    }
    return storage.open(
        new StorageContext(runtime.clock(), runtime.threads(), runtime.random(), engine));
  }

  private static Durability durability(BrokerSettings settings, StorageBackend storage) {
    Durability strongest = storage.strongestDurability();
    Durability wanted = settings.durability();
    return wanted == null || wanted.compareTo(strongest) > 0 ? strongest : wanted;
  }

  /** A new store gets an id and keeps it. */
  private String clusterId(BrokerSettings settings, BrokerRuntime runtime) {
    byte[] saved = store.keyValues().get(BrokerKeys.CLUSTER_ID);
    if (saved != null) {
      return new String(saved, StandardCharsets.UTF_8);
    }
    String wanted = settings.clusterId();
    String id =
        wanted != null
            ? wanted
            : new Uuid(runtime.random().nextLong(), runtime.random().nextLong()).toString();
    engine.submit(
        tick -> tick.batch().put(BrokerKeys.CLUSTER_ID, id.getBytes(StandardCharsets.UTF_8)));
    return id;
  }
}
