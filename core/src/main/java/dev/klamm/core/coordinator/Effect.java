package dev.klamm.core.coordinator;

/** One thing that a coordinator wants done. */
public sealed interface Effect {

  /** Sets a durable key, which is replayed into the coordinator at once. */
  record Put(byte[] key, byte[] value) implements Effect {}

  /** Removes a durable key, which is replayed into the coordinator at once. */
  record Delete(byte[] key) implements Effect {}

  /** Answers a request. */
  record Reply<R>(ReplyHandle<R> to, R response, Release release) implements Effect {

    public void send() {
      to.complete(response);
    }
  }

  /** Runs a timer, in place of one with an equal event. */
  record SetTimer(TimerEvent event, long delayMs) implements Effect {}

  /** Stops a timer; its event is not delivered any more. One that does not run is fine. */
  record CancelTimer(TimerEvent event) implements Effect {}

  /**
   * Something that another part of the broker does within the same commit, such as a marker in a
   * partition. A coordinator's own such effects are records that implement this; its host was given
   * what carries them out.
   */
  non-sealed interface Elsewhere extends Effect {}

  /** When an answer may go out. */
  enum Release {
    /** It promises nothing that could be lost: a heartbeat, an error, a description. */
    AT_ONCE,
    /** Once all that was put up to and including this event is durable. */
    WHEN_DURABLE
  }
}
