package dev.klamm.core.producer;

import dev.klamm.api.error.AbortableException;
import dev.klamm.api.error.BrokerNotAvailableException;
import dev.klamm.api.error.CommitFailedException;
import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.ErrorCategory;
import dev.klamm.api.error.FatalException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.ProducerFencedException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.error.TransactionAbortableException;
import dev.klamm.api.error.TransactionAbortedException;

/**
 * What an error means for a transaction, and how it is told: each says whether to abort or to close
 * (KIP-1050).
 */
final class TransactionErrors {
  private static final String ABORT =
      ". What to do: abort the transaction, then begin another; the producer stays usable";
  private static final String CLOSE = ". What to do: close this producer";

  /** What to do about an error. */
  enum Verdict {
    RETRY,
    ABORT,
    CLOSE
  }

  private TransactionErrors() {}

  /** What a coordinator's error, or the lack of an answer, asks for. */
  static Verdict ofCoordinator(KafkaException error) {
    if (isTemporary(error)) {
      return Verdict.RETRY;
    }
    return switch (error.error()) {
      case INVALID_PRODUCER_EPOCH,
          PRODUCER_FENCED,
          TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
          CLUSTER_AUTHORIZATION_FAILED,
          UNSUPPORTED_VERSION,
          UNSUPPORTED_FOR_MESSAGE_FORMAT ->
          Verdict.CLOSE;
      // The broker's memory of a producer is mended by the next epoch; a group's member is not us.
      case UNKNOWN_PRODUCER_ID, FENCED_INSTANCE_ID -> Verdict.ABORT;
      default -> error.category() == ErrorCategory.FATAL ? Verdict.CLOSE : Verdict.ABORT;
    };
  }

  /** What the error that a record or a batch ended with asks for. */
  static Verdict ofRecord(KafkaException error) {
    return switch (error.error()) {
      case PRODUCER_FENCED,
          TRANSACTIONAL_ID_AUTHORIZATION_FAILED,
          CLUSTER_AUTHORIZATION_FAILED,
          UNSUPPORTED_VERSION ->
          Verdict.CLOSE;
      default -> Verdict.ABORT;
    };
  }

  static boolean isTemporary(KafkaException error) {
    return error.isRetriable()
        || isUnanswered(error)
        || error instanceof BrokerNotAvailableException;
  }

  /** Whether a request may have been carried out, since nobody said otherwise. */
  static boolean isUnanswered(KafkaException error) {
    return error instanceof DisconnectException || error instanceof TimeoutException;
  }

  /** The transaction cannot be committed, for this reason. */
  static KafkaException abort(KafkaException cause) {
    return new TransactionAbortableException(
        "the transaction cannot be committed: " + cause.getMessage() + ABORT, cause);
  }

  /** Why offsets were refused. */
  static KafkaException offsets(String groupId, KafkaException cause) {
    return switch (cause.error()) {
      case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, STALE_MEMBER_EPOCH, FENCED_MEMBER_EPOCH ->
          new CommitFailedException(
              "group %s has given the partitions of this member to others (%s)%s"
                  .formatted(groupId, cause.error(), ABORT),
              cause);
      default -> abort(cause);
    };
  }

  /** The producer cannot go on, for this reason. */
  static KafkaException close(KafkaException cause) {
    return switch (cause.error()) {
      case INVALID_PRODUCER_EPOCH, PRODUCER_FENCED ->
          new ProducerFencedException(
              "another producer has taken over this transactional.id, or the transaction was open for longer than transaction.timeout.ms (%s)%s"
                  .formatted(cause.error(), CLOSE),
              cause);
      default -> new FatalException(cause.error(), cause.getMessage() + CLOSE, cause);
    };
  }

  /** Why a record of a transaction that failed or is aborted is not sent. */
  static KafkaException unsent(KafkaException why) {
    return new TransactionAbortedException(
        "the record was not sent, since its transaction failed before" + ABORT, why);
  }

  /** Why a record is not sent when the application aborts. */
  static KafkaException aborted() {
    return new TransactionAbortedException("the record's transaction was aborted");
  }

  /** The same error for another call, with the trace of its caller. */
  static KafkaException again(KafkaException known) {
    String message = String.valueOf(known.getMessage());
    if (known instanceof ProducerFencedException) {
      return new ProducerFencedException(message, known);
    }
    return known instanceof AbortableException
        ? new TransactionAbortableException(message, known)
        : new FatalException(known.error(), message, known);
  }

  /** Whether the coordinator should be looked up again. */
  static boolean doubtsCoordinator(KafkaException error) {
    return error.error() == KafkaError.NOT_COORDINATOR
        || error.error() == KafkaError.COORDINATOR_NOT_AVAILABLE
        || isUnanswered(error);
  }
}
