package dev.klamm.core.admin;

import dev.klamm.api.error.KafkaError;

/** What may pass when the cluster is changed: nearly every error is about the change itself. */
final class ControllerErrors {

  private ControllerErrors() {}

  static boolean mayPass(KafkaError error, boolean retryOnQuotaViolation) {
    return error == KafkaError.NOT_CONTROLLER
        || (error == KafkaError.THROTTLING_QUOTA_EXCEEDED && retryOnQuotaViolation);
  }
}
