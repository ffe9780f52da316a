package dev.klamm.api.producer;

/**
 * What {@code send} does when {@code buffer.memory} is used up.
 *
 * @since 0.1
 */
public enum BufferFullPolicy {
  /**
   * The record's future fails at once with {@link dev.klamm.api.error.BufferExhaustedException}:
   * {@code send} never waits.
   */
  FAIL,
  /**
   * The calling thread waits for room, for up to {@code max.block.ms}, as with Kafka's client; then
   * the future fails.
   */
  WAIT
}
