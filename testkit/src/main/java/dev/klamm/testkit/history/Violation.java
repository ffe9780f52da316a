package dev.klamm.testkit.history;

/**
 * A history that broke a rule.
 *
 * @param rule the rule
 * @param seen what happened, naming topic, partition, offset, record and client
 * @since 0.1
 */
public record Violation(Rule rule, String seen) {

  @Override
  public String toString() {
    return rule + ": " + seen;
  }
}
