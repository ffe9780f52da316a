package dev.klamm.strangers.raw;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;

/** A socket to a broker, for frames and for anything else. */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MS = 20_000;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
  }

  /** Bytes as they are. */
  Wire send(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** A frame, with its true length. */
  Wire frame(ByteBuffer payload) throws IOException {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return send(ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array());
  }

  /** The bytes of a request, header and all. */
  static ByteBuffer request(AbstractRequest request, int correlation) {
    RequestHeader header =
        new RequestHeader(request.apiKey(), request.version(), "hostile", correlation);
    return request.serializeWithHeader(header);
  }

  /** A header of version 1 and nothing behind it. */
  static ByteBuffer header(int apiKey, int version) {
    ByteBuffer header = ByteBuffer.allocate(11).putShort((short) apiKey).putShort((short) version);
    return header.putInt(7).putShort((short) 1).put((byte) 'x').flip();
  }

  /** Sends a request and reads its answer. */
  AbstractResponse ask(AbstractRequest request) throws IOException {
    frame(request(request, 1));
    return AbstractResponse.parseResponse(
        answer(), new RequestHeader(request.apiKey(), request.version(), "hostile", 1));
  }

  /** The next frame. */
  ByteBuffer answer() throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** Whether the broker cuts the connection off before it answers anything. */
  boolean isCutOff() throws IOException {
    try {
      return in.read() < 0;
    } catch (EOFException | SocketException reset) {
      return true;
    }
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
