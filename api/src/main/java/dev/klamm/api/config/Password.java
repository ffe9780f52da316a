package dev.klamm.api.config;

import org.jspecify.annotations.Nullable;

/**
 * A text that must not be printed.
 *
 * @since 0.1
 */
public final class Password {
  /** What is printed in its place. */
  public static final String HIDDEN = "[hidden]";

  private final String value;

  public Password(String value) {
    this.value = value;
  }

  /** The secret itself. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Password that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Always {@link #HIDDEN}. */
  @Override
  public String toString() {
    return HIDDEN;
  }
}
