package dev.klamm.api.admin;

/**
 * Options of {@link Admin#incrementalAlterConfigs(java.util.Map, AlterConfigsOptions)}.
 *
 * @since 0.1
 */
public final class AlterConfigsOptions extends AbstractOptions<AlterConfigsOptions> {
  private boolean validateOnly;

  /** Whether to check the request only, and change nothing. */
  public AlterConfigsOptions validateOnly(boolean on) {
    validateOnly = on;
    return this;
  }

  public boolean shouldValidateOnly() {
    return validateOnly;
  }
}
