package dev.klamm.api.error;

import org.jspecify.annotations.Nullable;

/**
 * This user may not do that with the cluster. What to do: grant the right (an ACL on the cluster),
 * or connect as another user.
 *
 * <p>On the wire: {@link KafkaError#CLUSTER_AUTHORIZATION_FAILED}.
 *
 * @since 0.1
 */
public final class ClusterAuthorizationException extends AuthorizationException {
  private static final long serialVersionUID = 1L;

  public ClusterAuthorizationException(String message) {
    this(message, null);
  }

  public ClusterAuthorizationException(String message, @Nullable Throwable cause) {
    super(KafkaError.CLUSTER_AUTHORIZATION_FAILED, message, cause);
  }
}
