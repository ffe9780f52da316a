package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.KafkaException;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.config.BrokerConfig;
import dev.klamm.core.broker.config.ConfigEntry;
import dev.klamm.core.broker.config.ConfigSource;
import dev.klamm.core.broker.config.LiveConfig;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeConfigsRequest;
import dev.klamm.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import dev.klamm.protocol.message.DescribeConfigsResponse;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsSynonym;
import java.util.ArrayList;
import java.util.List;

/**
 * DescribeConfigs, key 32, versions 1 to 4 (KIP-133): every key of a topic or of the broker, with
 * its value and where that comes from.
 *
 * <ul>
 *   <li>v1 (KIP-226): sources and synonyms; v3 (KIP-569): types and documentation; v4: flexible.
 * </ul>
 *
 * The broker without a name stands for what was changed at run time for all brokers. Loggers and
 * client metrics have nothing to configure here, and are described as empty. A group can be
 * described and configured whether it exists or not.
 */
public final class DescribeConfigsHandler implements ApiHandler<DescribeConfigsRequest> {

  private final ConfigResources resources;
  private final LiveConfig config;

  public DescribeConfigsHandler(BrokerIdentity identity, TopicCatalog catalog, LiveConfig config) {
    this.resources = new ConfigResources(identity, catalog);
    this.config = config;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_CONFIGS;
  }

  @Override
  public void handle(DescribeConfigsRequest message, Request request) {
    List<DescribeConfigsResult> results = new ArrayList<>();
    for (DescribeConfigsResource resource : message.resources()) {
      DescribeConfigsResult result =
          new DescribeConfigsResult()
              .resourceType(resource.resourceType())
              .resourceName(resource.resourceName());
      try {
        result.configs(describe(resource, message));
      } catch (KafkaException e) {
        result.errorCode(e.error().code()).errorMessage(e.getMessage());
      }
      results.add(result);
    }
    request.respond(new DescribeConfigsResponse().results(results));
  }

  private List<DescribeConfigsResourceResult> describe(
      DescribeConfigsResource resource, DescribeConfigsRequest message) {
    List<String> wanted = resource.configurationKeys();
    List<DescribeConfigsResourceResult> results = new ArrayList<>();
    for (ConfigEntry entry : entries(resource)) {
      if (wanted == null || wanted.isEmpty() || wanted.contains(entry.name())) {
        results.add(describe(entry, message));
      }
    }
    return results;
  }

  private List<ConfigEntry> entries(DescribeConfigsResource resource) {
    BrokerConfig current = config.current();
    String name = resource.resourceName();
    switch (resource.resourceType()) {
      case ConfigResources.TOPIC -> {
        return current.topicEntries(resources.topic(name).overrides());
      }
      case ConfigResources.BROKER -> {
        return resources.broker(name) == ConfigSource.DYNAMIC_BROKER
            ? current.entries()
            : current.defaultEntries();
      }
      case ConfigResources.BROKER_LOGGER -> {
        resources.checkThisBroker(name);
        return List.of();
      }
      case ConfigResources.GROUP -> {
        return config.groups().entries(ConfigResources.group(name), current);
      }
      case ConfigResources.CLIENT_METRICS -> {
        return List.of();
      }
      default -> throw ConfigResources.unknownType(resource.resourceType());
    }
  }

  private static DescribeConfigsResourceResult describe(
      ConfigEntry entry, DescribeConfigsRequest message) {
    DescribeConfigsResourceResult result =
        new DescribeConfigsResourceResult()
            .name(entry.name())
            .value(entry.value())
            .readOnly(entry.readOnly())
            .configSource(entry.source().code())
            .isSensitive(entry.sensitive())
            .configType(entry.type().code());
    if (message.includeSynonyms()) {
      result.synonyms(entry.synonyms().stream().map(DescribeConfigsHandler::describe).toList());
    }
    return message.includeDocumentation() ? result.documentation(entry.documentation()) : result;
  }

  private static DescribeConfigsSynonym describe(ConfigEntry.Synonym synonym) {
    return new DescribeConfigsSynonym()
        .name(synonym.name())
        .value(synonym.value())
        .source(synonym.source().code());
  }
}
