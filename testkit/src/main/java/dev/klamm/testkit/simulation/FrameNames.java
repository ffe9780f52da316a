package dev.klamm.testkit.simulation;

import dev.klamm.protocol.ApiKey;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Puts frames of Kafka's protocol into words, for the trace. */
final class FrameNames {

  private static final int VERSION_AT = 2;
  private static final int CORRELATION_AT = 4;
  private static final int REQUEST_HEADER_BYTES = 8;

  private final boolean requests;
  private final Map<Integer, String> unanswered;
  private final CRC32C crc = new CRC32C();

  FrameNames(boolean requests) {
    this(requests, new HashMap<>());
  }

  private FrameNames(boolean requests, Map<Integer, String> unanswered) {
    this.requests = requests;
    this.unanswered = unanswered;
  }

  /** For the other direction of the same connection. */
  FrameNames ofAnswers() {
    return new FrameNames(false, unanswered);
  }

  void trace(Simulation simulation, String sender, ByteBuffer frame) {
    crc.reset();
    crc.update(frame.duplicate());
    long digest = crc.getValue();
    simulation.trace(
        sender,
        digest,
        new Object() {
          @Override
          public String toString() {
            return name(frame)
                + ", "
                + frame.remaining()
                + " bytes, crc "
                + Long.toHexString(digest);
          }
        });
  }

  private String name(ByteBuffer frame) {
    if (requests) {
      return frame.remaining() < REQUEST_HEADER_BYTES ? "too short a request" : request(frame);
    }
    if (frame.remaining() < Integer.BYTES) {
      return "too short an answer";
    }
    int correlation = frame.getInt(frame.position());
    return "answer " + correlation + " to " + unanswered.remove(correlation);
  }

  private String request(ByteBuffer frame) {
    int at = frame.position();
    short key = frame.getShort(at);
    ApiKey known = ApiKey.forId(key);
    String request =
        (known == null ? "API " + key : known.name()) + " v" + frame.getShort(at + VERSION_AT);
    int correlation = frame.getInt(at + CORRELATION_AT);
    unanswered.put(correlation, request);
    return "request " + correlation + ": " + request;
  }
}
