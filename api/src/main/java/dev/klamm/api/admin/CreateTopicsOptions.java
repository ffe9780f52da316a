package dev.klamm.api.admin;

/**
 * Options of {@link Admin#createTopics(java.util.Collection, CreateTopicsOptions)}.
 *
 * @since 0.1
 */
public final class CreateTopicsOptions extends AbstractOptions<CreateTopicsOptions> {
  private boolean validateOnly;

  /** Whether to check the request only, and change nothing. */
  public CreateTopicsOptions validateOnly(boolean on) {
    validateOnly = on;
    return this;
  }

  public boolean shouldValidateOnly() {
    return validateOnly;
  }

  private boolean retryOnQuotaViolation = true;

  /**
   * Whether to wait and try again, within the time limit, when a quota is used up. The default is
   * yes.
   */
  public CreateTopicsOptions retryOnQuotaViolation(boolean on) {
    retryOnQuotaViolation = on;
    return this;
  }

  public boolean shouldRetryOnQuotaViolation() {
    return retryOnQuotaViolation;
  }
}
