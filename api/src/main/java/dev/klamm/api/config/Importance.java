package dev.klamm.api.config;

/**
 * How likely a user needs to know a key.
 *
 * @since 0.1
 */
public enum Importance {
  HIGH,
  MEDIUM,
  LOW
}
