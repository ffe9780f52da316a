package dev.klamm.core.group.consumer;

import dev.klamm.api.error.KafkaError;

/**
 * A request is answered with an error, and has changed nothing. It knows not where it came from.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final KafkaError error;

  Refusal(KafkaError error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  KafkaError error() {
    return error;
  }
}
