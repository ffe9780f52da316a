package dev.klamm.api.config;

/**
 * How a key's value is read from what a user gives and written for a user to see.
 *
 * @param <T> what the value becomes
 * @since 0.1
 */
public interface ConfigType<T> {
  /** What is expected, to complete "must be ...". */
  String expected();

  /**
   * Reads a value. A type accepts texts, as they stand in a properties file, and the plain Java
   * objects for it.
   *
   * @throws IllegalArgumentException if the value is not of this type; a message, if there is one,
   *     says why
   */
  T parse(Object given);

  /**
   * The value as text that {@link #parse} reads again, or a placeholder for what must not or cannot
   * be printed.
   */
  default String text(T value) {
    return String.valueOf(value);
  }
}
