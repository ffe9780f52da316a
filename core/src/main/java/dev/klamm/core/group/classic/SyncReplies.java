package dev.klamm.core.group.classic;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.SyncGroupResponse;
import java.nio.ByteBuffer;

/** Answers to SyncGroup. */
final class SyncReplies {
  private SyncReplies() {}

  static SyncGroupResponse error(KafkaError error) {
    return new SyncGroupResponse().errorCode(error.code());
  }

  static SyncGroupResponse assignment(ClassicGroup group, byte[] assignment) {
    return new SyncGroupResponse()
        .protocolType(group.agreedProtocolType())
        .protocolName(group.protocolName())
        .assignment(ByteBuffer.wrap(assignment));
  }
}
