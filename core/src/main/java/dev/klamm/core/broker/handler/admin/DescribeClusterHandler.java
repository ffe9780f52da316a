package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.broker.cluster.AuthorizedOperations;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeClusterRequest;
import dev.klamm.protocol.message.DescribeClusterResponse;
import dev.klamm.protocol.message.DescribeClusterResponse.DescribeClusterBroker;
import java.util.List;

/**
 * DescribeCluster, key 60, versions 0 to 2 (KIP-700): the cluster's id and its one broker, which is
 * its controller as well.
 *
 * <ul>
 *   <li>v1 (KIP-919): which kind of endpoint is meant; only brokers listen here.
 *   <li>v2 (KIP-1073): fenced brokers, too; there are none.
 * </ul>
 */
public final class DescribeClusterHandler implements ApiHandler<DescribeClusterRequest> {

  private static final byte BROKERS = 1;
  private static final byte CONTROLLERS = 2;

  private final BrokerIdentity identity;

  public DescribeClusterHandler(BrokerIdentity identity) {
    this.identity = identity;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_CLUSTER;
  }

  @Override
  public void handle(DescribeClusterRequest message, Request request) {
    request.respond(
        switch (message.endpointType()) {
          case BROKERS -> answer(message, request.advertisedAddress());
          case CONTROLLERS ->
              refusal(KafkaError.MISMATCHED_ENDPOINT_TYPE, "this is a broker, not a controller");
          default ->
              refusal(
                  KafkaError.UNSUPPORTED_ENDPOINT_TYPE,
                  "endpoint type " + message.endpointType() + " is not known");
        });
  }

  private DescribeClusterResponse answer(DescribeClusterRequest message, Endpoint address) {
    DescribeClusterResponse response =
        new DescribeClusterResponse()
            .clusterId(identity.clusterId())
            .controllerId(identity.nodeId())
            .brokers(
                List.of(
                    new DescribeClusterBroker()
                        .brokerId(identity.nodeId())
                        .host(address.host())
                        .port(address.port())
                        .rack(identity.rack())));
    return message.includeClusterAuthorizedOperations()
        ? response.clusterAuthorizedOperations(AuthorizedOperations.CLUSTER)
        : response;
  }

  private static DescribeClusterResponse refusal(KafkaError error, String why) {
    return new DescribeClusterResponse().errorCode(error.code()).errorMessage(why);
  }
}
