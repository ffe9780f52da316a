package dev.klamm.api.admin;

/**
 * Options of {@link Admin#createPartitions(java.util.Map, CreatePartitionsOptions)}.
 *
 * @since 0.1
 */
public final class CreatePartitionsOptions extends AbstractOptions<CreatePartitionsOptions> {
  private boolean validateOnly;

  /** Whether to check the request only, and change nothing. */
  public CreatePartitionsOptions validateOnly(boolean on) {
    validateOnly = on;
    return this;
  }

  public boolean validateOnly() {
    return validateOnly;
  }

  private boolean retryOnQuotaViolation = true;

  /**
   * Whether to wait and try again, within the time limit, when a quota is used up. The default is
   * yes.
   */
  public CreatePartitionsOptions retryOnQuotaViolation(boolean on) {
    retryOnQuotaViolation = on;
    return this;
  }

  public boolean shouldRetryOnQuotaViolation() {
    return retryOnQuotaViolation;
  }
}
