package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaError;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.ListConfigResourcesRequest;
import dev.klamm.protocol.message.ListConfigResourcesResponse;
import dev.klamm.protocol.message.ListConfigResourcesResponse.ConfigResource;
import java.util.ArrayList;
import java.util.List;

/**
 * ListConfigResources, key 74, versions 0 and 1: what can be configured.
 *
 * <ul>
 *   <li>v0 (KIP-1000): subscriptions to client metrics; there are none.
 *   <li>v1 (KIP-1142): by type, or all.
 * </ul>
 */
public final class ListConfigResourcesHandler implements ApiHandler<ListConfigResourcesRequest> {

  private static final List<Byte> TYPES =
      List.of(
          ConfigResources.TOPIC,
          ConfigResources.BROKER,
          ConfigResources.BROKER_LOGGER,
          ConfigResources.CLIENT_METRICS,
          ConfigResources.GROUP);

  private final BrokerIdentity identity;
  private final TopicCatalog catalog;
  private final LiveConfig config;

  public ListConfigResourcesHandler(
      BrokerIdentity identity, TopicCatalog catalog, LiveConfig config) {
    this.identity = identity;
    this.catalog = catalog;
    this.config = config;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.LIST_CONFIG_RESOURCES;
  }

  @Override
  public void handle(ListConfigResourcesRequest message, Request request) {
    List<Byte> types =
        request.version() == 0 ? List.of(ConfigResources.CLIENT_METRICS) : message.resourceTypes();
    if (!TYPES.containsAll(types)) {
      request.respond(
          new ListConfigResourcesResponse().errorCode(KafkaError.UNSUPPORTED_VERSION.code()));
      return;
    }
    List<ConfigResource> resources = new ArrayList<>();
    for (byte type : types.isEmpty() ? TYPES : types) {
      for (String name : names(type)) {
        resources.add(new ConfigResource().resourceType(type).resourceName(name));
      }
    }
    request.respond(new ListConfigResourcesResponse().configResources(resources));
  }

  private List<String> names(byte type) {
    return switch (type) {
      case ConfigResources.TOPIC ->
          catalog.image().topics().stream().map(topic -> topic.name()).toList();
      case ConfigResources.BROKER, ConfigResources.BROKER_LOGGER ->
          List.of(String.valueOf(identity.nodeId()));
      case ConfigResources.GROUP -> List.copyOf(config.groups().groups());
      default -> List.of();
    };
  }
}
