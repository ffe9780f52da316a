package dev.klamm.core.group.classic;

import dev.klamm.core.coordinator.ReplyHandle;
import dev.klamm.protocol.message.JoinGroupResponse;

/** Puts an answer into the terms of its version before it goes out. */
public record JoinHandle(ReplyHandle<JoinGroupResponse> to, short apiVersion)
    implements ReplyHandle<JoinGroupResponse> {
  /** From this version on there may be no protocol (KIP-559); before, it is empty. */
  private static final int FIRST_VERSION_WITHOUT_PROTOCOL = 7;

  @Override
  public void complete(JoinGroupResponse response) {
    if (apiVersion < FIRST_VERSION_WITHOUT_PROTOCOL && response.protocolName() == null) {
      response.protocolName("");
    }
    to.complete(response);
  }

  @Override
  public void fail(RuntimeException cause) {
    to.fail(cause);
  }
}
