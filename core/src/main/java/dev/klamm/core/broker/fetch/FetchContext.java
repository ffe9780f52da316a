package dev.klamm.core.broker.fetch;

import dev.klamm.api.error.KafkaError;
import dev.klamm.protocol.message.FetchRequest;
import dev.klamm.protocol.message.FetchRequest.FetchPartition;
import dev.klamm.protocol.message.FetchRequest.FetchTopic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fetch is about: the partitions, and the session that they come from, if any.
 *
 * @param error why the session cannot be used, or {@link KafkaError#NONE}
 * @param sessionId to be told to the client
 * @param incremental whether partitions without news are left out of the answer
 */
record FetchContext(
    KafkaError error,
    int sessionId,
    boolean incremental,
    @Nullable FetchSession session,
    List<FetchTarget> targets) {

  /** Works out what a request wants, opening, advancing or closing its session. */
  static FetchContext of(FetchRequest request, short version, FetchSessions sessions) {
    boolean byId = version >= 13;
    int epoch = request.sessionEpoch();
    if (epoch == FetchSession.FINAL_EPOCH || epoch == FetchSession.INITIAL_EPOCH) {
      sessions.close(request.sessionId());
      return full(request, byId, epoch == FetchSession.INITIAL_EPOCH ? sessions.open(byId) : null);
    }
    FetchSession session = sessions.find(request.sessionId());
    if (session == null) {
      return refused(KafkaError.FETCH_SESSION_ID_NOT_FOUND);
    }
    if (session.usesTopicIds() != byId) {
      return refused(KafkaError.FETCH_SESSION_TOPIC_ID_ERROR);
    }
    if (!session.advance(epoch)) {
      return refused(KafkaError.INVALID_FETCH_SESSION_EPOCH);
    }
    session.update(request, byId);
    List<FetchTarget> targets = session.targets();
    return new FetchContext(KafkaError.NONE, session.id(), true, session, targets);
  }

  private static FetchContext full(
      FetchRequest request, boolean byId, @Nullable FetchSession session) {
    if (session != null) {
      session.update(request, byId);
      return new FetchContext(KafkaError.NONE, session.id(), false, session, session.targets());
    }
    List<FetchTarget> targets = new ArrayList<>();
    for (FetchTopic topic : request.topics()) {
      for (FetchPartition asked : topic.partitions()) {
        targets.add(new FetchTarget(FetchSession.key(topic, asked.partition(), byId), asked));
      }
    }
    return new FetchContext(KafkaError.NONE, FetchSession.NONE, false, null, targets);
  }

  private static FetchContext refused(KafkaError error) {
    return new FetchContext(error, FetchSession.NONE, false, null, List.of());
  }
}
