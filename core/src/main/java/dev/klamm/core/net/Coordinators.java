package dev.klamm.core.net;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.FindCoordinatorRequest;
import dev.klamm.protocol.message.FindCoordinatorResponse;
import dev.klamm.protocol.message.FindCoordinatorResponse.Coordinator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which broker coordinates which group or transactional id. Looked up once, joined by all who ask
 * meanwhile, kept until someone finds it wrong or the broker is gone. On the loop only.
 */
public final class Coordinators {
  private static final int FIRST_WITH_BATCHES = 4;

  private record Key(CoordinatorType type, String name) {}

  /** Hears the outcome of a look-up: the broker's id, or the error. */
  public interface Found {
    void onOutcome(int nodeId, @Nullable KafkaException error);
  }

  /** What look-ups need of the client around them. */
  interface Requests {
    void send(Call<FindCoordinatorResponse> call, AnswerHandler<FindCoordinatorResponse> handler);

    void learn(int nodeId, Endpoint endpoint);
  }

  private final Requests requests;
  private final Map<Key, Integer> known = new HashMap<>();
  private final Map<Key, List<Found>> asked = new HashMap<>();

  Coordinators(Requests requests) {
    this.requests = requests;
  }

  /** The coordinator's id, or -1 when it is not known. */
  public int known(CoordinatorType type, String name) {
    return known.getOrDefault(new Key(type, name), -1);
  }

  /** Says that it proved wrong: the next request looks it up again. */
  public void forget(CoordinatorType type, String name) {
    known.remove(new Key(type, name));
  }

  void forgetNode(int nodeId) {
    known.values().removeIf(id -> id == nodeId);
  }

  /** Whether this broker coordinates something we use. */
  boolean isCoordinator(int nodeId) {
    return known.containsValue(nodeId);
  }

  /** Tells the id: at once when it is known, else once a broker said. */
  public void find(CoordinatorType type, String name, Found hears) {
    Key key = new Key(type, name);
    Integer found = known.get(key);
    if (found != null) {
      hears.onOutcome(found, null);
      return;
    }
    List<Found> others = asked.get(key);
    if (others != null) {
      others.add(hears);
      return;
    }
    List<Found> waiting = new ArrayList<>();
    waiting.add(hears);
    asked.put(key, waiting);
    requests.send(
        Call.of(ApiKey.FIND_COORDINATOR, v -> request(key, v), FindCoordinatorResponse::new),
        new AnswerHandler<>() {
          @Override
          public void onAnswer(Answer<FindCoordinatorResponse> answer) {
            onResponse(key, answer.body(), answer.version());
          }

          @Override
          public void onFailure(KafkaException error) {
            end(key, -1, error);
          }
        });
  }

  private static FindCoordinatorRequest request(Key key, short version) {
    FindCoordinatorRequest request = new FindCoordinatorRequest();
    if (version >= 1) {
      request.keyType(key.type().id());
    }
    return version >= FIRST_WITH_BATCHES
        ? request.coordinatorKeys(List.of(key.name()))
        : request.key(key.name());
  }

  private void onResponse(Key key, FindCoordinatorResponse response, short version) {
    if (version < FIRST_WITH_BATCHES) {
      learn(
          key,
          response.errorCode(),
          response.errorMessage(),
          response.nodeId(),
          response.host(),
          response.port());
      return;
    }
    for (Coordinator found : response.coordinators()) {
      if (found.key().equals(key.name())) {
        learn(
            key,
            found.errorCode(),
            found.errorMessage(),
            found.nodeId(),
            found.host(),
            found.port());
        return;
      }
    }
    end(key, -1, KafkaError.COORDINATOR_NOT_AVAILABLE.exception("the answer does not name " + key));
  }

  private void learn(
      Key key, short code, @Nullable String message, int nodeId, String host, int port) {
    if (code != KafkaError.NONE.code()) {
      end(key, -1, KafkaError.exceptionForCode(code, message));
      return;
    }
    requests.learn(nodeId, new Endpoint(host, port));
    known.put(key, nodeId);
    end(key, nodeId, null);
  }

  private void end(Key key, int nodeId, @Nullable KafkaException error) {
    List<Found> waiting = asked.remove(key);
    if (waiting != null) {
      waiting.forEach(found -> found.onOutcome(nodeId, error));
    }
  }
}
