package dev.klamm.core.producer;

import dev.klamm.api.error.DisconnectException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.error.TimeoutException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.AnswerHandler;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.Destination;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.InitProducerIdRequest;
import dev.klamm.protocol.message.InitProducerIdResponse;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who this producer is: its id and epoch (KIP-98, KIP-360).
 *
 * <pre>
 *   NOT_NEEDED                         without idempotence, for good
 *   NONE --prepare--> ASKING --id----> READY --epochs used up--> NONE
 *                      |  ^             |
 *            retriable +--+             +--newEpoch--> READY with the next epoch
 *                      |
 *                      +--any other error--> FAILED, for good
 * </pre>
 *
 * An idempotent producer may raise its epoch by itself: nobody else has its id. Sequence numbers
 * begin at 0 with each epoch, in each {@link PartitionLine} when it is ready for that.
 *
 * <p>This is where the state of transactions belongs: in a transaction, partitions and offsets
 * added to it, committing, aborting. Their epochs are given by the coordinator.
 *
 * <p>On the loop only.
 */
final class TransactionManager {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionManager.class);
  private static final short NO_EPOCH = -1;

  /** How far it is. */
  enum State {
    NOT_NEEDED,
    NONE,
    ASKING,
    READY,
    FAILED
  }

  private final NetworkClient client;
  private final Runnable onChange;
  private State state;
  private int attempts;
  private long producerId = BatchFormat.NO_PRODUCER_ID;
  private short epoch = NO_EPOCH;
  private @Nullable KafkaException failure;

  /**
   * @param onChange called when batches can go, or never will
   */
  TransactionManager(NetworkClient client, boolean idempotent, Runnable onChange) {
    this.client = client;
    this.onChange = onChange;
    this.state = idempotent ? State.NONE : State.NOT_NEEDED;
  }

  State state() {
    return state;
  }

  boolean isIdempotent() {
    return state != State.NOT_NEEDED;
  }

  /** Whether batches can be numbered and sent. */
  boolean isReady() {
    return state == State.READY || state == State.NOT_NEEDED;
  }

  /** Why nothing can ever be sent, or null. */
  @Nullable KafkaException failure() {
    return failure;
  }

  long producerId() {
    return producerId;
  }

  short epoch() {
    return epoch;
  }

  /** Asks for an id, unless there is one or it was asked already. */
  void prepare() {
    if (state == State.NONE) {
      state = State.ASKING;
      ask();
    }
  }

  /** Goes to the next epoch, or to a new id when there is none left. */
  void newEpoch() {
    if (epoch == Short.MAX_VALUE) {
      state = State.NONE;
      prepare();
    } else {
      epoch++;
      LOG.debug("Producer {} goes on with epoch {}", producerId, epoch);
    }
  }

  /** Asks no more. */
  void close() {
    if (state == State.ASKING) {
      state = State.NONE;
    }
  }

  private void ask() {
    if (state != State.ASKING) {
      return;
    }
    attempts++;
    Call<InitProducerIdResponse> call =
        Call.of(
            ApiKey.INIT_PRODUCER_ID,
            new InitProducerIdRequest()
                .transactionalId(null)
                .transactionTimeoutMs(Integer.MAX_VALUE),
            InitProducerIdResponse::new);
    client.send(Destination.any(), call, new Handler());
  }

  private final class Handler implements AnswerHandler<InitProducerIdResponse> {
    @Override
    public void onAnswer(Answer<InitProducerIdResponse> answer) {
      InitProducerIdResponse body = answer.body();
      KafkaError error = KafkaError.forCode(body.errorCode());
      if (error == KafkaError.NONE) {
        onId(body.producerId(), body.producerEpoch());
      } else {
        onFailure(KafkaError.exceptionForCode(body.errorCode(), "no producer id was given"));
      }
    }

    @Override
    public void onFailure(KafkaException error) {
      if (state != State.ASKING) {
        return;
      }
      boolean temporary =
          error.isRetriable()
              || error instanceof DisconnectException
              || error instanceof TimeoutException;
      if (temporary) {
        long delayMs =
            client.settings().retryBackoff().delayMs(attempts, client.runtime().random());
        client
            .loop()
            .schedule(TimeUnit.MILLISECONDS.toNanos(delayMs), TransactionManager.this::ask);
      } else {
        state = State.FAILED;
        failure = error;
        onChange.run();
      }
    }
  }

  private void onId(long id, short firstEpoch) {
    producerId = id;
    epoch = firstEpoch;
    attempts = 0;
    state = State.READY;
    onChange.run();
  }
}
