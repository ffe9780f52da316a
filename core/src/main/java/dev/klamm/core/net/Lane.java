package dev.klamm.core.net;

/**
 * Which of a client's two connections to a broker a request takes. A broker answers in order, so a
 * fetch that waits for records would hold up a heartbeat behind it.
 */
public enum Lane {
  /** Records, to the broker and from it. */
  DATA,
  /** What must not wait behind records. Requests to coordinators always go here. */
  CONTROL
}
