package dev.klamm.api.admin;

/**
 * Options of {@link Admin#describeConfigs(java.util.Collection, DescribeConfigsOptions)}.
 *
 * @since 0.1
 */
public final class DescribeConfigsOptions extends AbstractOptions<DescribeConfigsOptions> {
  private boolean includeSynonyms;

  /** Whether to tell everywhere a value could come from. */
  public DescribeConfigsOptions includeSynonyms(boolean on) {
    includeSynonyms = on;
    return this;
  }

  public boolean includeSynonyms() {
    return includeSynonyms;
  }

  private boolean includeDocumentation;

  /** Whether to tell what each config means. */
  public DescribeConfigsOptions includeDocumentation(boolean on) {
    includeDocumentation = on;
    return this;
  }

  public boolean includeDocumentation() {
    return includeDocumentation;
  }
}
