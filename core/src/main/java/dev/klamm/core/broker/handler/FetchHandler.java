package dev.klamm.core.broker.handler;

import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.fetch.FetchOperation;
import dev.klamm.core.broker.fetch.FetchSessions;
import dev.klamm.core.broker.metrics.BrokerMetrics;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.FetchRequest;

/**
 * Fetch, key 1, versions 4 to 18: records of some partitions, up to the high watermark or, for
 * readers of committed transactions, the last stable offset, waiting for them if there are too few.
 *
 * <ul>
 *   <li>v4 (KIP-98): isolation level, last stable offset, aborted transactions. v5 (KIP-107): log
 *       start offset.
 *   <li>v7 (KIP-227): fetch sessions. v9 (KIP-320): the client's leader epoch is checked. v11
 *       (KIP-392): rack; there is no other replica to send clients to.
 *   <li>v12 (KIP-595): last fetched epoch; a log that took another course is told where. v13
 *       (KIP-516): topics by id.
 *   <li>v14 to v18: fields between replicas, and new error codes. v16 (KIP-951): the current leader
 *       with an error, which this broker always is.
 * </ul>
 *
 * Left out: requests of replicas, as this broker has none; they are answered as a consumer's.
 */
public final class FetchHandler implements ApiHandler<FetchRequest> {

  private final TopicCatalog catalog;
  private final FetchSessions sessions;
  private final int maxBytes;
  private final BrokerMetrics metrics;

  /**
   * @param maxBytes the most that one answer holds, whatever the client allows
   */
  public FetchHandler(
      TopicCatalog catalog, FetchSessions sessions, int maxBytes, BrokerMetrics metrics) {
    this.metrics = metrics;
    this.catalog = catalog;
    this.sessions = sessions;
    this.maxBytes = maxBytes;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.FETCH;
  }

  @Override
  public void handle(FetchRequest message, Request request) {
    message.maxBytes(Math.min(message.maxBytes(), maxBytes));
    FetchOperation.start(request, message, sessions, catalog::image, metrics);
  }
}
