package dev.klamm.core.net;

import dev.klamm.api.transport.OutboundFrame;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.MessageWriter;
import dev.klamm.protocol.message.RequestHeader;
import dev.klamm.protocol.message.ResponseHeader;
import java.nio.ByteBuffer;

/** A client's frames: header and message in one. */
final class Frames {

  private Frames() {}

  static OutboundFrame request(
      ApiKey api, short version, int correlationId, String clientId, ApiMessage request) {
    MessageWriter out = new MessageWriter();
    new RequestHeader()
        .requestApiKey(api.id())
        .requestApiVersion(version)
        .correlationId(correlationId)
        .clientId(clientId)
        .write(out, api.requestHeaderVersion(version));
    request.write(out, version);
    return out.finish();
  }

  /** The number of the request that this frame answers; -1 for a frame too short to have one. */
  static int correlationId(ByteBuffer frame) {
    return frame.remaining() < Integer.BYTES ? -1 : frame.getInt(frame.position());
  }

  /**
   * Reads an answer.
   *
   * @throws dev.klamm.protocol.MalformedMessageException when the bytes are no such answer
   */
  static <R extends ApiMessage> R answer(ByteBuffer frame, ApiKey api, short version, R into) {
    MessageReader in = new MessageReader(frame);
    new ResponseHeader().read(in, api.responseHeaderVersion(version));
    into.read(in, version);
    return into;
  }
}
