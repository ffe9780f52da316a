package dev.klamm.bench.compare;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a broker serves: it answers ApiVersions, and Metadata with a broker and with a leader
 * for every partition. Speaks just enough of the protocol by hand, so that no client's own waiting
 * is measured.
 */
final class FirstAnswer {

  private static final short METADATA = 3;
  private static final short API_VERSIONS = 18;
  private static final int CONNECT_MS = 1_000;
  private static final int ANSWER_MS = 10_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final int port;
  private final int topics;

  /**
   * @param topics how many topics must be there at least
   */
  FirstAnswer(int port, int topics) {
    this.port = port;
    this.topics = topics;
  }

  /** Asks until the broker serves. */
  void await(Process broker, Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!isServing()) {
      if (!broker.isAlive()) {
        throw new IOException("the broker ended with code " + broker.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IOException("the broker did not serve within " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean isServing() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      socket.setSoTimeout(ANSWER_MS);
      socket.setTcpNoDelay(true);
      ask(socket, API_VERSIONS, 0);
      ask(socket, METADATA, 1);
      return hasLeaders(new DataInputStream(socket.getInputStream()), socket);
    } catch (IOException e) {
      return false; // not there yet: refused, or closed while it starts
    }
  }

  /** Both requests have no body but this: a null list of topics asks for all of them. */
  private static void ask(Socket socket, short api, int version) throws IOException {
    boolean hasTopics = api == METADATA;
    java.io.ByteArrayOutputStream frame = new java.io.ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(frame);
    out.writeInt(hasTopics ? 14 : 10);
    out.writeShort(api);
    out.writeShort(version);
    out.writeInt(api);
    out.writeShort(-1);
    if (hasTopics) {
      out.writeInt(-1);
    }
    socket.getOutputStream().write(frame.toByteArray());
  }

  private boolean hasLeaders(DataInputStream in, Socket socket) throws IOException {
    in.skipNBytes(in.readInt());
    in.readInt();
    if (in.readInt() != METADATA) {
      throw new IOException("an answer out of order from " + socket.getRemoteSocketAddress());
    }
    int brokers = in.readInt();
    for (int i = 0; i < brokers; i++) {
      in.readInt();
      skipString(in);
      in.readInt();
      skipString(in);
    }
    in.readInt();
    int found = in.readInt();
    boolean led = true;
    for (int i = 0; i < found; i++) {
      led &= isLed(in);
    }
    return brokers > 0 && found >= topics && led;
  }

  private static boolean isLed(DataInputStream in) throws IOException {
    boolean led = in.readShort() == 0;
    skipString(in);
    in.readBoolean();
    int partitions = in.readInt();
    for (int i = 0; i < partitions; i++) {
      led &= in.readShort() == 0;
      in.readInt();
      led &= in.readInt() >= 0;
      in.skipNBytes(4L * in.readInt());
      in.skipNBytes(4L * in.readInt());
    }
    return led;
  }

  private static void skipString(DataInputStream in) throws IOException {
    in.skipNBytes(Math.max(0, in.readShort()));
  }
}
