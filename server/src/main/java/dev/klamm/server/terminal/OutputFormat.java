package dev.klamm.server.terminal;

import java.util.Locale;

/** How a command writes what it found. */
public enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
