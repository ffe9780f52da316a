package dev.klamm.api.storage;

/**
 * What a commit survives, weakest first; each level includes those before it.
 *
 * @since 0.1
 */
public enum Durability {
  /** Accepted: readable in this process, and lost with it. */
  NONE,
  /** Survives the process being killed: the operating system has it. */
  OS,
  /** Survives a power cut: the disk has it. */
  SYNC,
  /** Survives the loss of the machine. */
  SHARED
}
