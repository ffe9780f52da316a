package dev.klamm.transport.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.transport.Connection;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.api.transport.FrameHandler;
import dev.klamm.api.transport.InboundFrame;
import dev.klamm.api.transport.Listener;
import dev.klamm.api.transport.ListenerLimits;
import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.api.transport.Transport;
import dev.klamm.api.transport.TransportException;
import dev.klamm.tck.transport.CountedFrame;
import dev.klamm.tck.transport.RecordingHandler;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What peers may do to us that do not keep to the rules. */
@Timeout(60)
class RawPeerTest {

  private static final ListenerLimits LIMITS =
      new ListenerLimits(1 << 20, Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

  private final Transport transport = new TcpTransportProvider().open(2, "raw", Map.of());
  private final BlockingQueue<RecordingHandler> accepted = new LinkedBlockingQueue<>();
  private final Listener listener = transport.listen(anyPort(), LIMITS, this::accept);

  private static Endpoint anyPort() {
    return new Endpoint("127.0.0.1", 0);
  }

  private FrameHandler accept(Connection connection) {
    RecordingHandler handler = new RecordingHandler();
    accepted.add(handler);
    return handler;
  }

  @AfterEach
  void closeTransport() {
    transport.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.endpoint().port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static byte[] framed(int announced, byte[] bytes) {
    return ByteBuffer.allocate(4 + bytes.length).putInt(announced).put(bytes).array();
  }

  @Test
  void garbageClosesOnlyThatConnectionAndSaysWhy() throws Exception {
    for (byte[] garbage :
        List.of(
            framed(-1, new byte[0]),
            framed(Integer.MAX_VALUE, new byte[100]),
            framed((1 << 20) + 1, new byte[100]),
            "GET / HTTP/1.0\r\n\r\n".getBytes("US-ASCII"))) {
      try (Socket good = connect()) {
        good.getOutputStream().write(framed(2, new byte[1]));
        RecordingHandler goodHandler = accepted.take();
        assertRefused(garbage);
        good.getOutputStream().write(9);

        assertThat(goodHandler.frame()).containsExactly(0, 9);
      }
    }
  }

  private void assertRefused(byte[] garbage) throws Exception {
    try (Socket bad = connect()) {
      bad.getOutputStream().write(garbage);
      RecordingHandler handler = accepted.take();

      assertThat(handler.closed())
          .get()
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e).hasMessageContaining("allowed are 0 to 1048576"));
      assertThat(handler.framesWaiting()).isZero();
    }
  }

  @Test
  void aPeerThatLeavesInsideAFrameIsReported() throws Exception {
    for (int bytes : new int[] {1, 3, 4, 50}) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(framed(100, new byte[46]), 0, bytes);
      }
      assertThat(accepted.take().closed())
          .get()
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e).hasMessageContaining("inside a frame"));
    }
  }

  @Test
  void bytesThatComeOneByOneMakeWholeFrames() throws Exception {
    try (Socket socket = connect()) {
      for (int size : new int[] {0, 1, 2, 300}) {
        for (byte part : framed(size, new byte[size])) {
          socket.getOutputStream().write(part);
        }
      }
      RecordingHandler handler = accepted.take();
      for (int size : new int[] {0, 1, 2, 300}) {
        assertThat(handler.frame()).hasSize(size);
      }
    }
  }

  @Test
  void framesBeforeAHalfCloseAreDeliveredAndTheEndIsOrderly() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(framed(3, new byte[3]));
      socket.shutdownOutput();
      RecordingHandler handler = accepted.take();

      assertThat(handler.frame()).hasSize(3);
      assertThat(handler.closed()).isEmpty();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void framesThatArrivedDuringAPauseAreDeliveredWhenThePeerLeaves() throws Exception {
    try (Socket socket = connect()) {
      RecordingHandler handler = accepted.take();
      Connection connection = handler.connection();
      runOn(connection.eventLoop(), connection::pauseReading);
      for (int i = 0; i < 10; i++) {
        socket.getOutputStream().write(framed(1, new byte[] {(byte) i}));
      }
      socket.shutdownOutput();
      // Whether the system tells of the end while nobody reads is its own business.
      runOn(connection.eventLoop(), connection::resumeReading);
      for (int i = 0; i < 10; i++) {
        assertThat(handler.frame()).containsExactly(i);
      }
      assertThat(handler.closed()).isEmpty();
    }
  }

  @Test
  void aResetByThePeerReleasesWhatIsQueuedAndIsReported() throws Exception {
    Socket socket = connect();
    RecordingHandler handler = accepted.take();
    Connection connection = handler.connection();
    List<CountedFrame> frames = new ArrayList<>();
    while (connection.isWritable()) {
      CountedFrame frame = CountedFrame.of(new byte[100_000]);
      frames.add(frame);
      connection.send(frame);
    }
    socket.setSoLinger(true, 0);
    socket.close();

    assertThat(handler.closed()).get().isInstanceOf(TransportException.class);
    assertThat(frames).allMatch(frame -> frame.releases() == 1);
  }

  @Test
  void whatWasSentBeforeClosingReachesAPeerWhoseBytesWereNotRead() throws Exception {
    try (Socket socket = connect()) {
      RecordingHandler handler = accepted.take();
      Connection connection = handler.connection();
      runOn(connection.eventLoop(), connection::pauseReading);
      for (int i = 0; i < 20; i++) {
        socket.getOutputStream().write(framed(50_000, new byte[50_000]));
      }
      connection.send(CountedFrame.of(new byte[] {1, 2, 3}));
      connection.closeAfterSending();
      DataInputStream in = new DataInputStream(socket.getInputStream());

      assertThat(in.readInt()).isEqualTo(3);
      assertThat(in.readNBytes(3)).containsExactly(1, 2, 3);
      assertThat(in.read()).isEqualTo(-1);
      socket.shutdownOutput();
      handler.closed();
    }
  }

  @Test
  void theSamePortCanBeBoundWhileOldConnectionsLinger() throws Exception {
    try (Socket socket = connect()) {
      accepted.take().connection().close();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      Endpoint same = listener.endpoint();
      listener.close();

      assertThat(transport.listen(same, LIMITS, this::accept).endpoint()).isEqualTo(same);
    }
  }

  @Test
  void thousandsOfConnectionsAtOnceAreServed() throws Exception {
    Listener echo = transport.listen(anyPort(), LIMITS, connection -> new Echo());
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 2_000; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), echo.endpoint().port());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        socket.getOutputStream().write(framed(2, new byte[] {(byte) i, (byte) (i >> 8)}));
      }
      for (int i = 0; i < 2_000; i++) {
        byte[] answer = sockets.get(i).getInputStream().readNBytes(6);
        assertThat(answer).containsExactly(0, 0, 0, 2, i, i >> 8);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static final class Echo implements FrameHandler {

    @Override
    public void onConnected(Connection connection) {}

    @Override
    public void onFrame(Connection connection, InboundFrame frame) {
      connection.send(
          new OutboundFrame() {
            @Override
            public int sizeInBytes() {
              return frame.payload().remaining();
            }

            @Override
            public void writeTo(Sink sink) {
              sink.write(frame.payload());
            }

            @Override
            public void release() {
              frame.release();
            }
          });
    }

    @Override
    public void onClosed(Throwable cause) {}
  }

  private static void runOn(EventLoop loop, Runnable task) throws Exception {
    java.util.concurrent.CompletableFuture.runAsync(task, loop).get(10, SECONDS);
  }
}
