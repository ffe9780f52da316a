package dev.klamm.api.admin;

/**
 * Options of {@link Admin#deleteTopics(TopicCollection, DeleteTopicsOptions)}.
 *
 * @since 0.1
 */
public final class DeleteTopicsOptions extends AbstractOptions<DeleteTopicsOptions> {
  private boolean retryOnQuotaViolation = true;

  /**
   * Whether to wait and try again, within the time limit, when a quota is used up. The default is
   * yes.
   */
  public DeleteTopicsOptions retryOnQuotaViolation(boolean on) {
    retryOnQuotaViolation = on;
    return this;
  }

  public boolean shouldRetryOnQuotaViolation() {
    return retryOnQuotaViolation;
  }
}
