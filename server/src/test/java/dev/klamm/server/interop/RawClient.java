package dev.klamm.server.interop;

import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.RequestHeader;
import dev.klamm.protocol.message.ResponseHeader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One connection to any broker, on which any message can be sent in any version. */
final class RawClient implements AutoCloseable {

  private record Waiting(ApiKey api, short version, CompletableFuture<ApiMessage> answer) {}

  private final Socket socket;
  private final DataOutputStream out;
  private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
  private int requests;

  RawClient(String host, int port) throws IOException {
    socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    out = new DataOutputStream(socket.getOutputStream());
    Thread reader = new Thread(this::read, "raw-client");
    reader.setDaemon(true);
    reader.start();
  }

  CompletableFuture<ApiMessage> send(ApiMessage request, int version) throws IOException {
    ApiKey api = ApiKey.forId(request.apiKey());
    Waiting sent = new Waiting(api, (short) version, new CompletableFuture<>());
    MessageWriter writer = new MessageWriter();
    new RequestHeader()
        .requestApiKey(api.id())
        .requestApiVersion(sent.version())
        .correlationId(++requests)
        .clientId("raw")
        .write(writer, api.requestHeaderVersion(sent.version()));
    request.write(writer, sent.version());
    ByteBuffer frame = writer.finish().toBuffer();
    waiting.put(requests, sent);
    out.writeInt(frame.remaining());
    out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
    out.flush();
    return sent.answer();
  }

  <R extends ApiMessage> R ask(ApiMessage request, int version, Class<R> answer) throws Exception {
    return answer.cast(send(request, version).get(20, TimeUnit.SECONDS));
  }

  private void read() {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        answer(ByteBuffer.wrap(frame));
      }
    } catch (IOException | RuntimeException e) {
      waiting.values().forEach(each -> each.answer().completeExceptionally(e));
    }
  }

  private void answer(ByteBuffer frame) {
    Waiting answered = waiting.remove(frame.getInt(0));
    MessageReader reader = new MessageReader(frame);
    new ResponseHeader().read(reader, answered.api().responseHeaderVersion(answered.version()));
    ApiMessage message = answered.api().newResponse();
    message.read(reader, answered.version());
    answered.answer().complete(message);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
