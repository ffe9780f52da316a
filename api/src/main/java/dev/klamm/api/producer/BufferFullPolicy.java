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
  WAIT,
  /**
   * The oldest records that still wait to be sent give way, whatever their topic, a batch at a
   * time: their futures fail with {@link dev.klamm.api.error.BufferExhaustedException}, and the new
   * record is taken. {@code send} never waits. For readings of which the latest matter most. What
   * is on its way to a broker is not dropped; if nothing else is left, the new record fails as with
   * {@link #FAIL}. Not for transactions, which must be whole.
   */
  DROP
}
