package dev.klamm.server.terminal;

/** How a command writes what it found. */
public enum OutputFormat {
  /** For people. */
  TEXT,
  /** For programs. */
  JSON
}
