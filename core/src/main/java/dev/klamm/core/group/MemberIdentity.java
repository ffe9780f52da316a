package dev.klamm.core.group;

import org.jspecify.annotations.Nullable;

/**
 * Who a member is.
 *
 * @param memberId given by the coordinator
 * @param instanceId the name of a static member (KIP-345), or null for a dynamic one
 */
public record MemberIdentity(
    String memberId, @Nullable String instanceId, String clientId, String clientHost) {

  public boolean isStatic() {
    return instanceId != null;
  }
}
