package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This user may not use the group. What to do: grant the right (an ACL on the group), or connect as
 * another user.
 *
 * <p>On the wire: {@link KafkaError#GROUP_AUTHORIZATION_FAILED}.
 *
 * @since 0.1
 */
public final class GroupAuthorizationException extends AuthorizationException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String groupId;

  public GroupAuthorizationException(String message) {
    this(message, null);
  }

  public GroupAuthorizationException(String message, @Nullable String groupId) {
    super(KafkaError.GROUP_AUTHORIZATION_FAILED, message, null);
    this.groupId = groupId;
  }

  public static GroupAuthorizationException forGroupId(String groupId) {
    return new GroupAuthorizationException("not allowed to use group " + groupId, groupId);
  }

  /** The group, or null if it is not known. */
  public @Nullable String groupId() {
    return groupId;
  }
}
