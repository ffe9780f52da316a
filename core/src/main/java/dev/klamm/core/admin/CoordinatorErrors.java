package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaError;

/** What may pass when a coordinator is asked. */
final class CoordinatorErrors {

  private CoordinatorErrors() {}

  static boolean mayPass(KafkaError error) {
    return error == KafkaError.COORDINATOR_LOAD_IN_PROGRESS
        || error == KafkaError.COORDINATOR_NOT_AVAILABLE
        || error == KafkaError.NOT_COORDINATOR;
  }
}
