package dev.klamm.core.consumer.group;

/** What a membership waits for. */
public enum MembershipTimer {
  /** The next heartbeat is due. */
  HEARTBEAT,
  /** A failed request may be tried again. */
  RETRY,
  /** Topics whose names could not be found may have become known. */
  NAMES,
  /** The application may have stopped polling. */
  POLL
}
