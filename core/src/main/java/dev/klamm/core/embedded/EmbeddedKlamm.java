package dev.klamm.core.embedded;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.AdminSettings;
import dev.klamm.api.admin.NewTopic;
import dev.klamm.api.consumer.Consumer;
import dev.klamm.api.consumer.ConsumerSettings;
import dev.klamm.api.error.InterruptException;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.producer.Producer;
import dev.klamm.api.producer.ProducerSettings;
import dev.klamm.api.producer.TransactionalProducer;
import dev.klamm.api.runtime.Clock;
import dev.klamm.api.serde.Serde;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.Transport;
import dev.klamm.core.admin.KafkaAdminClient;
import dev.klamm.core.broker.Broker;
import dev.klamm.core.broker.BrokerRuntime;
import dev.klamm.core.broker.BrokerSettings;
import dev.klamm.core.broker.ListenerSettings;
import dev.klamm.core.consumer.KafkaConsumer;
import dev.klamm.core.net.BootstrapAddresses;
import dev.klamm.core.net.ClientRuntime;
import dev.klamm.core.producer.KafkaProducer;
import dev.klamm.core.runtime.ThreadEventLoop;
import dev.klamm.core.transport.InProcessNetwork;
import dev.klamm.core.transport.InProcessTransport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A broker in this process and the clients of it. There is no port unless {@link #listen} opens
 * one. Several in one process know nothing of each other. Safe for use by several threads.
 *
 * <p>Clients may be closed by themselves; those that are not, {@link #close} closes.
 *
 * @since 0.1
 */
public final class EmbeddedKlamm implements AutoCloseable {
  private static final String BOOTSTRAP = "bootstrap.servers";

  private final String threadPrefix;
  private final InProcessNetwork network = new InProcessNetwork(Clock.system());
  private final InProcessTransport transport;
  private final ThreadEventLoop background;
  private final Broker broker;
  private final Map<Transport, AutoCloseable> clients = new ConcurrentHashMap<>();
  private final List<Transport> outside = new CopyOnWriteArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  EmbeddedKlamm(StorageBackend storage, BrokerSettings settings, String threadPrefix) {
    this.threadPrefix = threadPrefix;
    this.transport = network.open(1, threadPrefix + "-broker");
    this.background = ThreadEventLoop.start(daemons(threadPrefix + "-background"), Clock.system());
    try {
      this.broker =
          Broker.start(
              settings,
              new BrokerRuntime(
                  storage,
                  transport,
                  Clock.system(),
                  daemons(threadPrefix + "-store"),
                  new SplittableRandom(),
                  background));
    } catch (RuntimeException e) {
      background.close();
      transport.close();
      throw e;
    }
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Creates a topic of one partition and waits until it is there. */
  public void createTopic(String name) {
    createTopic(name, 1);
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @throws dev.klamm.api.error.TopicExistsException if it is there already
   */
  public void createTopic(String name, int partitions) {
    createTopic(new NewTopic(name, partitions, (short) 1));
  }

  /**
   * Creates a topic and waits until it is there.
   *
   * @throws dev.klamm.api.error.TopicExistsException if it is there already
   */
  public void createTopic(NewTopic topic) {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException("interrupted while topic " + topic.name() + " was created", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException error
          ? error
          : new IllegalStateException("topic " + topic.name() + " was not created", e.getCause());
    }
  }

  /** A producer with default settings. */
  public <K, V> Producer<K, V> producer(Serde<K> keys, Serde<V> values) {
    return producer(keys, values, Map.of());
  }

  /**
   * A producer.
   *
   * @param settings by Kafka's keys, without {@code bootstrap.servers}
   */
  public <K, V> Producer<K, V> producer(Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    ProducerSettings checked = ProducerSettings.of(withAddress(settings));
    return open(
        "producer",
        runtime -> new KafkaProducer<>(checked, keys.serializer(), values.serializer(), runtime));
  }

  /**
   * A producer of transactions, which has still to call {@code initTransactions()}.
   *
   * @param transactionalId of all producers with one id only the newest goes on
   */
  public <K, V> TransactionalProducer<K, V> transactionalProducer(
      String transactionalId, Serde<K> keys, Serde<V> values) {
    return transactionalProducer(keys, values, Map.of("transactional.id", transactionalId));
  }

  /**
   * A producer of transactions.
   *
   * @param settings by Kafka's keys, {@code transactional.id} among them, without {@code
   *     bootstrap.servers}
   */
  public <K, V> TransactionalProducer<K, V> transactionalProducer(
      Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    ProducerSettings checked = ProducerSettings.of(withAddress(settings));
    if (checked.transactionalId().isEmpty()) {
      throw new IllegalArgumentException("a producer of transactions needs a transactional.id");
    }
    return open(
        "producer",
        runtime -> new KafkaProducer<>(checked, keys.serializer(), values.serializer(), runtime));
  }

  /**
   * A consumer of a group, which has still to subscribe. A group that has committed nothing starts
   * at the earliest record: what is embedded is usually read from its beginning.
   */
  public <K, V> Consumer<K, V> consumer(String groupId, Serde<K> keys, Serde<V> values) {
    return consumer(keys, values, Map.of("group.id", groupId, "auto.offset.reset", "earliest"));
  }

  /**
   * A consumer.
   *
   * @param settings by Kafka's keys and with Kafka's defaults, without {@code bootstrap.servers}
   */
  public <K, V> Consumer<K, V> consumer(Serde<K> keys, Serde<V> values, Map<String, ?> settings) {
    ConsumerSettings checked = ConsumerSettings.of(withAddress(settings));
    return open(
        "consumer",
        runtime ->
            new KafkaConsumer<>(checked, keys.deserializer(), values.deserializer(), runtime));
  }

  /** An admin client with default settings. */
  public Admin admin() {
    return admin(Map.of());
  }

  /**
   * An admin client.
   *
   * @param settings by Kafka's keys, without {@code bootstrap.servers}
   */
  public Admin admin(Map<String, ?> settings) {
    AdminSettings checked = AdminSettings.of(withAddress(settings));
    return open("admin", runtime -> new KafkaAdminClient(checked, runtime));
  }

  private Map<String, Object> withAddress(Map<String, ?> settings) {
    if (settings.containsKey(BOOTSTRAP)) {
      throw new IllegalArgumentException(
          BOOTSTRAP
              + " is '"
              + settings.get(BOOTSTRAP)
              + "', but clients made here speak to the embedded broker: leave it out");
    }
    Map<String, Object> all = new HashMap<>(settings);
    all.put(BOOTSTRAP, BootstrapAddresses.IN_PROCESS.toString());
    return all;
  }

  /** What a client made elsewhere reaches this broker by; it ends with the broker at the latest. */
  ClientRuntime runtime(String name) {
    requireOpen();
    InProcessTransport own = network.open(1, name);
    clients.put(own, own::close);
    return new ClientRuntime(
        own, own.eventLoops().get(0), new SplittableRandom(), () -> forget(own));
  }

  private <C extends AutoCloseable> C open(String name, Function<ClientRuntime, C> constructor) {
    requireOpen();
    InProcessTransport own = network.open(1, threadPrefix + "-" + name);
    C client =
        constructor.apply(
            new ClientRuntime(
                own, own.eventLoops().get(0), new SplittableRandom(), () -> forget(own)));
    clients.put(own, client);
    if (closed.get()) {
      // Closed in the meantime, perhaps without having seen this client.
      attempt(client, null);
      requireOpen();
    }
    return client;
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("this embedded broker is closed");
    }
  }

  private void forget(Transport own) {
    clients.remove(own);
    own.close();
  }

  /**
   * Opens a TCP port on the loopback address, for clients of other processes: any client of Kafka.
   *
   * @param port 0 for a free one
   * @return what to put into {@code bootstrap.servers}
   * @throws IllegalStateException when {@code klamm-transport-tcp} is not on the class path
   * @throws dev.klamm.api.transport.TransportException when the port is taken
   */
  public Endpoint listen(int port) {
    return listen(new Endpoint("127.0.0.1", port));
  }

  /** The same on an address of your choice; {@code 0.0.0.0} for all of the machine's. */
  public synchronized Endpoint listen(Endpoint address) {
    requireOpen();
    Transport tcp = ClientRuntime.tcp().open(1, threadPrefix + "-network", Map.of());
    try {
      Endpoint bound =
          broker.listen(
              tcp, new ListenerSettings("OUTSIDE-" + (outside.size() + 1), address, null));
      outside.add(tcp);
      requireOpen();
      return bound;
    } catch (RuntimeException e) {
      tcp.close();
      throw e;
    }
  }

  public String clusterId() {
    return broker.clusterId();
  }

  /** The broker itself. */
  public Broker broker() {
    return broker;
  }

  /**
   * Closes all clients that are open, then the broker, which makes everything durable that its
   * store can keep. No thread and no port is left. Blocks; idempotent.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    RuntimeException failure = null;
    for (AutoCloseable client : List.copyOf(clients.values())) {
      failure = attempt(client, failure);
    }
    failure = attempt(broker, failure);
    for (Transport tcp : outside) {
      failure = attempt(tcp::close, failure);
    }
    failure = attempt(background, failure);
    failure = attempt(transport::close, failure);
    if (failure != null) {
      throw failure;
    }
  }

  /** Goes on after a failure, so that one does not leave the rest open. */
  private static @Nullable RuntimeException attempt(
      AutoCloseable closing, @Nullable RuntimeException before) {
    try {
      closing.close();
      return before;
    } catch (Exception e) {
      RuntimeException failure =
          e instanceof RuntimeException known ? known : new IllegalStateException(e);
      if (before == null) {
        return failure;
      }
      before.addSuppressed(failure);
      return before;
    }
  }
}
