package dev.klamm.api.config;

/**
 * What to do about a key that no definition knows. Own keys, which begin with {@code klamm.}, are
 * always refused then.
 *
 * @since 0.1
 */
public enum UnknownKeys {
  /** Warn, with a guess at what was meant. */
  WARN,
  /**
   * Refuse what looks like a misspelt key; warn about others, which may be meant for a serializer.
   */
  REFUSE_TYPOS,
  /** Refuse every one. */
  REFUSE
}
