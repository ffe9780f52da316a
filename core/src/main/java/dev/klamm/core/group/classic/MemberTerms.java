package dev.klamm.core.group.classic;

import dev.klamm.protocol.message.JoinGroupRequest;
import dev.klamm.protocol.message.JoinGroupRequest.JoinGroupRequestProtocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member asked for when it last joined.
 *
 * @param protocols in the order it prefers them
 */
public record MemberTerms(
    int rebalanceTimeoutMs, int sessionTimeoutMs, List<MemberProtocol> protocols) {

  public MemberTerms {
    protocols = List.copyOf(protocols);
  }

  /** Copies what is kept out of a request, whose buffers are not. */
  public static MemberTerms of(JoinGroupRequest request) {
    List<MemberProtocol> protocols = new ArrayList<>(request.protocols().size());
    for (JoinGroupRequestProtocol protocol : request.protocols()) {
      protocols.add(new MemberProtocol(protocol.name(), copy(protocol.metadata())));
    }
    // Version 0 has no rebalance time-out of its own.
    int rebalanceTimeoutMs =
        request.rebalanceTimeoutMs() < 0
            ? request.sessionTimeoutMs()
            : request.rebalanceTimeoutMs();
    return new MemberTerms(rebalanceTimeoutMs, request.sessionTimeoutMs(), protocols);
  }

  static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** The member's bytes for a protocol, or null if it does not know it. */
  public byte @Nullable [] metadata(@Nullable String protocolName) {
    for (MemberProtocol protocol : protocols) {
      if (protocol.name().equals(protocolName)) {
        return protocol.metadata();
      }
    }
    return null;
  }

  /** Whether names, order and bytes are the same; time-outs do not matter. */
  boolean sameProtocols(MemberTerms other) {
    if (protocols.size() != other.protocols.size()) {
      return false;
    }
    for (int i = 0; i < protocols.size(); i++) {
      MemberProtocol mine = protocols.get(i);
      MemberProtocol theirs = other.protocols.get(i);
      if (!mine.name().equals(theirs.name())
          || !Arrays.equals(mine.metadata(), theirs.metadata())) {
        return false;
      }
    }
    return true;
  }
}
