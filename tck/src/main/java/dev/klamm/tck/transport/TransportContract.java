package dev.klamm.tck.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.record.FileRecords;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the package documentation of {@code dev.klamm.api.transport} promises, as tests. It is one
 * long class so that a transport passes or fails it as a whole.
 */
@Timeout(60)
public abstract class TransportContract {

  private static final int MAX_FRAME = 32 << 20;
  private static final ListenerLimits LIMITS =
      new ListenerLimits(MAX_FRAME, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

  private final Queue<RecordingHandler> handlers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<RecordingHandler> accepted = new LinkedBlockingQueue<>();

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Transport server;

  @SuppressWarnings("NullAway.Init")
  private Transport client;

  /**
   * A fresh transport. All that one test opens can reach each other, and see each other's
   * connections come from the same address.
   */
  protected abstract Transport open(int loops, String threadPrefix);

  /** Where a test listens: a host with port 0. */
  protected Endpoint anyPort() {
    return new Endpoint("127.0.0.1", 0);
  }

  @BeforeEach
  void openTransports() {
    server = open(2, "tck-server");
    client = open(1, "tck-client");
  }

  @AfterEach
  void closeTransportsAndCheckHandlers() {
    client.close();
    server.close();
    handlers.forEach(RecordingHandler::assertRulesKept);
  }

  // ---- frames

  @Test
  void framesArriveWholeOnceAndInOrderBothWays() throws Exception {
    Listener listener = listen(this::echo);
    RecordingHandler handler = connect(listener);
    Connection connection = handler.connection();
    Random random = new Random(1);
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      byte[] frame = new byte[random.nextInt(i % 100 == 0 ? 200_000 : 3_000)];
      random.nextBytes(frame);
      sent.add(frame);
      connection.send(CountedFrame.of(frame));
    }
    for (byte[] frame : sent) {
      assertThat(Arrays.equals(handler.frame(), frame)).isTrue();
    }

    assertThat(handler.framesWaiting()).isZero();
  }

  @Test
  void anEmptyFrameArrives() throws Exception {
    RecordingHandler handler = connect(listen(this::echo));
    handler.connection().send(CountedFrame.of(new byte[0]));
    handler.connection().send(CountedFrame.of(new byte[] {1}));

    assertThat(handler.frame()).isEmpty();
    assertThat(handler.frame()).containsExactly(1);
  }

  @Test
  void framesOfManyMegabytesArrive() throws Exception {
    RecordingHandler handler = connect(listen(this::echo));
    byte[] large = random(20 << 20);
    handler.connection().send(CountedFrame.of(large));
    handler.connection().send(CountedFrame.of(new byte[] {7}));

    assertThat(Arrays.equals(handler.frame(), large)).isTrue();
    assertThat(handler.frame()).containsExactly(7);
  }

  @Test
  void piecesFromMemoryAndFilesArriveAsOneFrame(@TempDir Path folder) throws Exception {
    RecordingHandler handler = connect(listen(this::echo));
    for (int pieceSize : new int[] {0, 1, 100, 10_000, 300_000}) {
      byte[] bytes = random(6 * pieceSize);
      Path file = Files.write(folder.resolve("records-" + pieceSize), bytes);
      try (FileChannel channel = FileChannel.open(file)) {
        CountedFrame frame = frameOfAllKinds(bytes, pieceSize, channel);
        handler.connection().send(frame);

        assertThat(Arrays.equals(handler.frame(), bytes)).as("pieces of %s", pieceSize).isTrue();
        await("release", () -> frame.releases() == 1);
        assertThat(channel.isOpen()).isTrue();
        assertThat(frame.writes()).isEqualTo(1);
      }
    }
  }

  private static CountedFrame frameOfAllKinds(byte[] bytes, int size, FileChannel file) {
    ByteBuffer direct = ByteBuffer.allocateDirect(size).put(bytes, size, size).flip();
    ByteBuffer offset = ByteBuffer.wrap(bytes, 2 * size, size).asReadOnlyBuffer();
    RecordsView memory = RecordsView.ofBuffer(ByteBuffer.wrap(bytes, 3 * size, size));
    RecordsView fromFile = new FileRecords(file, 4L * size, size, () -> {});
    RecordsView rest = new FileRecords(file, 5L * size, size, () -> {});
    return new CountedFrame(
        bytes.length,
        sink -> {
          sink.write(ByteBuffer.wrap(bytes, 0, size));
          sink.write(direct);
          sink.write(offset);
          sink.write(RecordsView.of(List.of(memory, fromFile)));
          sink.write(rest);
        });
  }

  @Test
  void aPayloadIsOneBigEndianBufferThatCanBeWrittenInPlace() throws Exception {
    BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    Listener listener =
        listen(handler -> handler.onFrame((connection, frame) -> inspect(frame, seen)));
    RecordsView readOnly = RecordsView.ofBuffer(ByteBuffer.allocate(8).putLong(0, 42));
    connect(listener).connection().send(new CountedFrame(8, sink -> sink.write(readOnly)));

    assertThat(seen.poll(10, SECONDS)).isEqualTo(43);
  }

  private static void inspect(InboundFrame frame, BlockingQueue<Long> seen) {
    ByteBuffer payload = frame.payload();
    boolean sound =
        payload == frame.payload()
            && payload.order() == ByteOrder.BIG_ENDIAN
            && payload.remaining() == 8;
    payload.putLong(payload.position(), payload.getLong(payload.position()) + 1);
    seen.add(sound ? payload.getLong() : -1);
    frame.release();
  }

  @Test
  void framesMayBeReleasedLateAndByAnyThread() throws Exception {
    BlockingQueue<InboundFrame> held = new LinkedBlockingQueue<>();
    Listener listener = listen(handler -> handler.onFrame((connection, frame) -> held.add(frame)));
    RecordingHandler handler = connect(listener);
    for (int i = 0; i < 500; i++) {
      handler.connection().send(CountedFrame.of(new byte[] {(byte) i, 1, 2}));
    }
    await("all frames", () -> held.size() == 500);
    int next = 0;
    for (InboundFrame frame : held) {
      assertThat(frame.payload().get(frame.payload().position())).isEqualTo((byte) next++);
      frame.release();
    }
  }

  @Test
  void callsFromForeignThreadsKeepTheirOrder() throws Exception {
    RecordingHandler handler = new RecordingHandler();
    RecordingHandler sender = connect(listen(LIMITS, handler));
    Connection connection = sender.connection();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      byte number = (byte) thread;
      threads.add(CompletableFuture.runAsync(() -> sendCounting(connection, number, 1_000)));
    }
    int[] next = new int[4];
    for (int i = 0; i < 4_000; i++) {
      ByteBuffer frame = ByteBuffer.wrap(handler.frame());
      int thread = frame.get();
      assertThat(frame.getInt()).isEqualTo(next[thread]++);
    }
    threads.forEach(CompletableFuture::join);
  }

  private static void sendCounting(Connection connection, byte thread, int count) {
    for (int i = 0; i < count; i++) {
      ByteBuffer frame = ByteBuffer.allocate(5).put(thread).putInt(i).flip();
      connection.send(OutboundFrame.ofBuffer(frame));
    }
  }

  // ---- limits

  @Test
  void aFrameLargerThanAllowedClosesTheConnectionAndIsNotDelivered() throws Exception {
    RecordingHandler receiver = new RecordingHandler();
    Listener listener = listen(new ListenerLimits(1_000, 10, 10, 0), receiver);
    RecordingHandler sender = connect(listener);
    CountedFrame allowed = CountedFrame.of(new byte[1_000]);
    CountedFrame tooLarge = CountedFrame.of(new byte[1_001]);
    sender.connection().send(allowed);
    sender.connection().send(tooLarge);

    assertThat(receiver.frame()).hasSize(1_000);
    assertThat(receiver.closed())
        .get()
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e).hasMessageContainingAll("1001", "1000"));
    assertThat(receiver.framesWaiting()).isZero();
    sender.closed();
    await("release", () -> tooLarge.releases() == 1 && allowed.releases() == 1);
  }

  @Test
  void anAnswerLargerThanTheClientAllowsClosesTheConnection() throws Exception {
    Listener listener =
        listen(
            handler ->
                handler.onConnect(connection -> connection.send(CountedFrame.of(new byte[101]))));
    RecordingHandler handler = new RecordingHandler();
    connect(listener.endpoint(), 100, handler);

    assertThat(handler.closed()).get().isInstanceOf(TransportException.class);
  }

  @Test
  void aPeerThatDoesNotReadMakesTheSenderUnwritableAfterBoundedBytes() throws Exception {
    RecordingHandler slow = new RecordingHandler().onConnect(Connection::pauseReading);
    RecordingHandler sender = connect(listen(LIMITS, slow));
    Connection connection = sender.connection();
    slow.connection();
    List<CountedFrame> sent = new ArrayList<>();
    onLoop(connection.eventLoop(), () -> sendWhileWritable(connection, sent));
    // Sockets have buffers of their own, so it may take a few turns until all of them are full.
    for (int still = 0; still < 20; still++) {
      int before = sent.size();
      Thread.sleep(5);
      onLoop(connection.eventLoop(), () -> sendWhileWritable(connection, sent));
      still = sent.size() == before ? still : 0;
    }

    assertThat(connection.isWritable()).isFalse();
    assertThat(sent.size()).isLessThan(MAX_FRAME / 10_000);
    resume(slow.connection());
    sender.awaitWritable();
    for (int i = 0; i < sent.size(); i++) {
      assertThat(slow.frame()).hasSize(10_000);
    }
    await("writable", connection::isWritable);
    await("releases", () -> CountedFrame.allReleased(sent));
  }

  private static void sendWhileWritable(Connection connection, List<CountedFrame> sent) {
    while (connection.isWritable() && sent.size() < MAX_FRAME / 10_000) {
      CountedFrame frame = CountedFrame.of(new byte[10_000]);
      sent.add(frame);
      connection.send(frame);
    }
  }

  @Test
  void aPausedConnectionHearsOfNoFramesUntilItResumes() throws Exception {
    RecordingHandler paused = new RecordingHandler().onConnect(Connection::pauseReading);
    Listener listener = listen(LIMITS, paused);
    RecordingHandler sender = connect(listener);
    for (int i = 0; i < 100; i++) {
      sender.connection().send(CountedFrame.of(new byte[] {(byte) i}));
    }
    // Something sent later on another connection makes its way.
    RecordingHandler other = connect(listen(this::echo));
    other.connection().send(CountedFrame.of(new byte[1]));
    other.frame();

    assertThat(paused.framesWaiting()).isZero();
    resume(paused.connection());
    for (int i = 0; i < 100; i++) {
      assertThat(paused.frame()).containsExactly(i);
    }
  }

  @Test
  void pausingAndResumingForEachFrameLosesNone() throws Exception {
    BlockingQueue<Byte> seen = new LinkedBlockingQueue<>();
    Listener listener =
        listen(
            handler ->
                handler.onFrame(
                    (connection, frame) -> {
                      seen.add(frame.payload().get());
                      frame.release();
                      connection.pauseReading();
                      connection.eventLoop().execute(connection::resumeReading);
                    }));
    RecordingHandler sender = connect(listener);
    for (int i = 0; i < 1_000; i++) {
      sender.connection().send(CountedFrame.of(new byte[] {(byte) i}));
    }
    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.poll(10, SECONDS)).isEqualTo((byte) i);
    }
  }

  @Test
  void moreConnectionsThanAllowedAreClosedUntilOneLeaves() throws Exception {
    assertLimitOfTwo(new ListenerLimits(1_000, 2, Integer.MAX_VALUE, 0));
  }

  @Test
  void moreConnectionsOfOneAddressThanAllowedAreClosedUntilOneLeaves() throws Exception {
    assertLimitOfTwo(new ListenerLimits(1_000, Integer.MAX_VALUE, 2, 0));
  }

  private void assertLimitOfTwo(ListenerLimits limits) throws Exception {
    Listener listener = listen(anyPort(), limits, this::echo);
    RecordingHandler first = connectAndEcho(listener);
    RecordingHandler second = connectAndEcho(listener);
    connect(listener.endpoint(), MAX_FRAME, new RecordingHandler()).closed();
    first.connection().close();
    first.closed();
    await("a free place", () -> echoes(listener));
    second.connection().send(CountedFrame.of(new byte[] {3}));

    assertThat(second.frame()).containsExactly(3);
  }

  private boolean echoes(Listener listener) throws Exception {
    RecordingHandler handler = new RecordingHandler();
    connect(listener.endpoint(), MAX_FRAME, handler.onConnect(this::sendOneByte));
    while (!handler.isClosed()) {
      if (handler.framesWaiting() > 0) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private void sendOneByte(Connection connection) {
    connection.send(CountedFrame.of(new byte[1]));
  }

  @Test
  void aConnectionOnWhichNothingMovesIsClosedAfterTheTimeOut() throws Exception {
    RecordingHandler idle = new RecordingHandler();
    ListenerLimits limits = new ListenerLimits(1_000, 10, 10, 100);
    Listener listener = listen(limits, idle);
    long start = System.nanoTime();
    RecordingHandler peer = connect(listener);

    assertThat(idle.closed()).get().isInstanceOf(TransportException.class);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(90));
    peer.closed();
  }

  @Test
  void aConnectionOnWhichSomethingMovesIsNotIdle() throws Exception {
    ListenerLimits limits = new ListenerLimits(1_000, 10, 10, 400);
    RecordingHandler handler = connect(listen(anyPort(), limits, this::echo));
    for (int i = 0; i < 12; i++) {
      handler.connection().send(CountedFrame.of(new byte[1]));
      handler.frame();

      assertThat(handler.closesWithin(50)).isFalse();
    }
  }

  // ---- opening and closing

  @Test
  void nobodyListeningIsReportedToTheHandlerWithTheAddress() throws Exception {
    Listener listener = listen(this::echo);
    Endpoint gone = listener.endpoint();
    listener.close();
    RecordingHandler handler = new RecordingHandler();
    connect(gone, MAX_FRAME, handler);

    assertThat(handler.closed())
        .get()
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e).hasMessageContaining(gone.toString()));
    assertThat(handler.isConnected()).isFalse();
  }

  @Test
  void connectionsLiveOnTheLoopThatWasAskedForAndAreSpreadOverTheListenersLoops() throws Exception {
    Set<EventLoop> used = new HashSet<>();
    Listener listener = listen(this::echo);
    for (int i = 0; i < 8; i++) {
      RecordingHandler handler = connect(listener);
      used.add(accepted.take().connection().eventLoop());

      assertThat(handler.connection().eventLoop()).isSameAs(client.eventLoops().get(0));
    }
    assertThat(used).hasSameElementsAs(server.eventLoops());
  }

  @Test
  void bothEndsKnowBothAddresses() throws Exception {
    Listener listener = listen(this::echo);
    Connection near = connect(listener).connection();
    Connection far = accepted.take().connection();

    assertThat(near.remote()).isEqualTo(listener.endpoint());
    assertThat(near.local().host()).isEqualTo(far.remote().host());
    assertThat(near.local().port()).isEqualTo(far.remote().port());
    assertThat(far.local().port()).isEqualTo(listener.endpoint().port());
  }

  @Test
  void aListenerOnPortZeroKnowsItsPort() {
    Listener first = listen(this::echo);
    Listener second = listen(this::echo);

    assertThat(first.endpoint().host()).isEqualTo(anyPort().host());
    assertThat(first.endpoint().port()).isPositive().isNotEqualTo(second.endpoint().port());
  }

  @Test
  void aTakenAddressIsNamedByTheErrorAndFreeAfterClosing() throws Exception {
    Listener listener = listen(this::echo);
    Endpoint taken = listener.endpoint();

    assertThatThrownBy(() -> listen(taken, LIMITS, this::echo))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("address already in use")
        .hasMessageContaining(taken.toString());
    RecordingHandler handler = connectAndEcho(listener);
    listener.close();
    listener.close();
    connectAndEcho(listen(taken, LIMITS, this::echo));
    handler.connection().close();
  }

  @Test
  void closingAListenerKeepsItsConnections() throws Exception {
    Listener listener = listen(this::echo);
    RecordingHandler handler = connectAndEcho(listener);
    listener.close();
    handler.connection().send(CountedFrame.of(new byte[] {5}));

    assertThat(handler.frame()).containsExactly(5);
  }

  @Test
  void closingEitherEndIsAnOrderlyEndForBoth() throws Exception {
    Listener listener = listen(this::echo);
    RecordingHandler near = connectAndEcho(listener);
    near.connection().close();
    near.connection().close();
    assertThat(near.closed()).isEmpty();
    assertThat(accepted.take().closed()).isEmpty();

    near = connectAndEcho(listener);
    RecordingHandler far = accepted.take();
    far.connection().close();
    assertThat(far.closed()).isEmpty();
    assertThat(near.closed()).isEmpty();
  }

  @Test
  void closingInsideTheHandlerIsReportedAfterItReturned() throws Exception {
    List<String> order = new ArrayList<>();
    RecordingHandler handler = new RecordingHandler();
    handler.onConnect(
        connection -> {
          connection.close();
          order.add(handler.isClosed() ? "closed inside" : "closed later");
        });
    connect(listen(this::echo).endpoint(), MAX_FRAME, handler);

    assertThat(handler.closed()).isEmpty();
    assertThat(order).containsExactly("closed later");
  }

  @Test
  void closeAfterSendingDeliversWhatWasQueuedBefore() throws Exception {
    Listener listener =
        listen(
            handler ->
                handler.onConnect(
                    connection -> {
                      for (int i = 0; i < 100; i++) {
                        connection.send(CountedFrame.of(new byte[50_000]));
                      }
                      connection.closeAfterSending();
                    }));
    RecordingHandler handler = connect(listener);
    for (int i = 0; i < 100; i++) {
      assertThat(handler.frame()).hasSize(50_000);
    }
    assertThat(handler.closed()).isEmpty();
    assertThat(accepted.take().closed()).isEmpty();
  }

  @Test
  void everyFrameIsReleasedExactlyOnceWhetherSentOrNot() throws Exception {
    RecordingHandler slow = new RecordingHandler().onConnect(Connection::pauseReading);
    RecordingHandler sender = connect(listen(LIMITS, slow));
    slow.connection();
    List<CountedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      frames.add(CountedFrame.of(new byte[1 << 20]));
      frames.add(CountedFrame.of(new byte[100]));
    }
    frames.forEach(sender.connection()::send);
    sender.connection().close();
    sender.closed();
    CountedFrame late = CountedFrame.of(new byte[10]);
    sender.connection().send(late);
    frames.add(late);
    client.close();
    server.close();

    assertThat(frames).allMatch(frame -> frame.releases() == 1);
  }

  @Test
  void everyFrameIsReleasedExactlyOnceWhenEndsAndTransportsCloseUnderLoad() throws Exception {
    Listener listener = listen(this::echo);
    List<Connection> clients = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      clients.add(connect(listener).connection());
    }
    Queue<CountedFrame> frames = new ConcurrentLinkedQueue<>();
    CountDownLatch started = new CountDownLatch(3);
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      senders.add(CompletableFuture.runAsync(() -> sendAndClose(clients, frames, random, started)));
    }
    assertThat(started.await(10, SECONDS)).isTrue();
    client.close();
    server.close();
    senders.forEach(CompletableFuture::join);

    assertThat(frames).allMatch(frame -> frame.releases() == 1);
  }

  private static void sendAndClose(
      List<Connection> clients, Queue<CountedFrame> frames, Random random, CountDownLatch started) {
    for (int i = 0; i < 2_000; i++) {
      if (i == 500) {
        started.countDown();
      }
      Connection connection = clients.get(random.nextInt(clients.size()));
      CountedFrame frame = CountedFrame.of(new byte[random.nextInt(5_000)]);
      frames.add(frame);
      connection.send(frame);
      if (random.nextInt(200) == 0) {
        connection.closeAfterSending();
      } else if (random.nextInt(200) == 0) {
        connection.close();
      }
    }
  }

  @Test
  void aFrameThatCannotBeWrittenClosesTheConnectionAndIsReleased() throws Exception {
    RecordingHandler sender = connectAndEcho(listen(this::echo));
    CountedFrame broken =
        new CountedFrame(
            10,
            sink -> {
              sink.write(ByteBuffer.allocate(3));
              throw new IllegalStateException("thrown by a test");
            });
    sender.connection().send(broken);

    assertThat(sender.closed()).isPresent();
    await("release", () -> broken.releases() == 1);
    assertThat(accepted.take().framesWaiting()).isZero();
  }

  @Test
  void anExceptionInTheHandlerClosesThatConnectionOnly() throws Exception {
    RuntimeException thrown = new IllegalStateException("thrown by a test");
    RecordingHandler failing =
        new RecordingHandler()
            .onFrame(
                (connection, frame) -> {
                  frame.release();
                  throw thrown;
                });
    RecordingHandler bystander = connectAndEcho(listen(this::echo));
    RecordingHandler peer = connect(listen(LIMITS, failing));
    peer.connection().send(CountedFrame.of(new byte[1]));
    peer.connection().send(CountedFrame.of(new byte[1]));

    assertThat(failing.closed()).contains(thrown);
    peer.closed();
    bystander.connection().send(CountedFrame.of(new byte[] {9}));
    assertThat(bystander.frame()).containsExactly(9);
  }

  @Test
  void anExceptionInOnConnectedClosesThatConnection() throws Exception {
    RuntimeException thrown = new IllegalStateException("thrown by a test");
    RecordingHandler failing =
        new RecordingHandler()
            .onConnect(
                connection -> {
                  throw thrown;
                });
    RecordingHandler peer = connect(listen(LIMITS, failing));

    assertThat(failing.closed()).contains(thrown);
    peer.closed();
  }

  @Test
  void closingTheTransportEndsItsConnectionsAndThreads() throws Exception {
    Transport closing = open(3, "tck-closing");
    RecordingHandler far = new RecordingHandler();
    Listener listener = listen(closing, anyPort(), LIMITS, () -> far);
    RecordingHandler near = connect(listener);
    far.connection();
    closing.close();

    assertThat(far.isClosed()).isTrue();
    near.closed();
    closing.close();
    assertThat(threadsNamed("tck-closing")).isEmpty();
    RecordingHandler refused = new RecordingHandler();
    connect(listener.endpoint(), MAX_FRAME, refused);
    assertThat(refused.closed()).isPresent();
    assertThatThrownBy(() -> closing.eventLoops().get(0).execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> closing.listen(anyPort(), LIMITS, connection -> far))
        .isInstanceOf(TransportException.class);
  }

  private static List<String> threadsNamed(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  // ---- loops

  @Test
  void loopsAreAlwaysTheSameAndNamedByThePrefix() throws Exception {
    assertThat(server.eventLoops()).hasSize(2).isEqualTo(server.eventLoops());
    for (EventLoop loop : server.eventLoops()) {
      CompletableFuture<String> name = new CompletableFuture<>();
      loop.execute(() -> name.complete(Thread.currentThread().getName()));

      assertThat(name.get(10, SECONDS)).matches("tck-server-\\d+");
    }
  }

  @Test
  void aLoopRunsTasksInOrderAndNeverInsideExecute() throws Exception {
    EventLoop loop = server.eventLoops().get(0);
    List<String> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.execute(() -> order.add("second"));
          loop.execute(
              () -> {
                order.add(loop.inEventLoop() ? "third" : "off the loop");
                done.countDown();
              });
          order.add("first");
          throw new IllegalStateException("thrown by a test, the loop goes on");
        });

    assertThat(done.await(10, SECONDS)).isTrue();
    assertThat(order).containsExactly("first", "second", "third");
    assertThat(loop.inEventLoop()).isFalse();
    assertThat(server.eventLoops().get(1).inEventLoop()).isFalse();
  }

  @Test
  void aLoopRunsTimersInTimeUnlessTheyAreCalledOff() throws Exception {
    EventLoop loop = server.eventLoops().get(0);
    List<String> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    long start = loop.clock().nanos();
    long[] ranAt = new long[1];
    loop.execute(
        () -> {
          loop.schedule(MILLISECONDS.toNanos(30), () -> order.add("late"));
          loop.schedule(MILLISECONDS.toNanos(20), () -> ranAt[0] = loop.clock().nanos());
          loop.schedule(MILLISECONDS.toNanos(10), () -> order.add("never")).cancel();
          loop.schedule(-1, () -> order.add("at once"));
          loop.schedule(MILLISECONDS.toNanos(40), done::countDown);
        });
    loop.schedule(MILLISECONDS.toNanos(10), () -> order.add("never")).cancel();

    assertThat(done.await(10, SECONDS)).isTrue();
    assertThat(order).containsExactly("at once", "late");
    assertThat(ranAt[0] - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(20));
  }

  // ---- what tests are made of

  private void echo(RecordingHandler handler) {
    handler.onFrame(
        (connection, frame) -> {
          byte[] copy = new byte[frame.payload().remaining()];
          frame.payload().get(copy);
          frame.release();
          connection.send(CountedFrame.of(copy));
        });
  }

  private Listener listen(Consumer<RecordingHandler> prepare) {
    return listen(anyPort(), LIMITS, prepare);
  }

  /** Each connection gets a fresh handler. */
  private Listener listen(
      Endpoint endpoint, ListenerLimits limits, Consumer<RecordingHandler> prepare) {
    return listen(
        server,
        endpoint,
        limits,
        () -> {
          RecordingHandler handler = new RecordingHandler();
          prepare.accept(handler);
          return handler;
        });
  }

  /** For a test that connects once. */
  private Listener listen(ListenerLimits limits, RecordingHandler handler) {
    return listen(server, anyPort(), limits, () -> handler);
  }

  private Listener listen(
      Transport transport,
      Endpoint endpoint,
      ListenerLimits limits,
      Supplier<RecordingHandler> acceptor) {
    return transport.listen(
        endpoint,
        limits,
        connection -> {
          RecordingHandler handler = acceptor.get();
          handlers.add(handler);
          accepted.add(handler);
          return handler;
        });
  }

  private RecordingHandler connect(Listener listener) throws Exception {
    RecordingHandler handler = connect(listener.endpoint(), MAX_FRAME, new RecordingHandler());
    handler.connection();
    return handler;
  }

  private RecordingHandler connect(Endpoint endpoint, int maxFrame, RecordingHandler handler) {
    handlers.add(handler);
    client.connect(client.eventLoops().get(0), endpoint, maxFrame, 10_000, handler);
    return handler;
  }

  private RecordingHandler connectAndEcho(Listener listener) throws Exception {
    RecordingHandler handler = connect(listener);
    handler.connection().send(CountedFrame.of(new byte[] {1}));
    assertThat(handler.frame()).containsExactly(1);
    return handler;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static void resume(Connection connection) throws Exception {
    onLoop(connection.eventLoop(), connection::resumeReading);
  }

  private static void onLoop(EventLoop loop, Runnable task) throws Exception {
    CompletableFuture.runAsync(task, loop).get(10, SECONDS);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + SECONDS.toNanos(RecordingHandler.PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime() - deadline).as(what).isNegative();
      Thread.sleep(1);
    }
  }
}
