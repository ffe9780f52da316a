package dev.klamm.core.group;

import org.jspecify.annotations.Nullable;

/**
 * Who a request says it comes from.
 *
 * @param memberId empty for someone who is no member
 * @param epoch the generation or member epoch it believes in, negative for none
 */
public record MemberClaim(String memberId, @Nullable String instanceId, int epoch) {

  /** Whether it does not say who it is. */
  public boolean isAnonymous() {
    return epoch < 0 && memberId.isEmpty() && instanceId == null;
  }
}
