package dev.klamm.api.config;

/**
 * What becomes of a key that a user sets.
 *
 * @since 0.1
 */
public enum Support {
  /** The value is used. */
  HONOURED,
  /** The value is checked and then not used; setting it earns a warning that says why. */
  WITHOUT_EFFECT,
  /** Only the default is allowed, since another value would promise what is not there. */
  REFUSED
}
