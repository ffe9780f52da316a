package dev.klamm.core.coordinator;

/**
 * Where the answer to one request goes. A coordinator keeps it, gives it back in a {@link
 * Effect.Reply} exactly once, and calls nothing on it: sending is for whoever applies the effects.
 */
public interface ReplyHandle<R> {

  /** Sends the answer. */
  void complete(R response);

  /** Gives up: what the answer rests on could not be made durable. */
  void fail(RuntimeException cause);
}
