package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.KafkaException;
import dev.klamm.core.broker.config.ConfigChange;
import dev.klamm.core.broker.handler.admin.ConfigAlterations.Alteration;
import dev.klamm.core.broker.handler.admin.ConfigAlterations.Start;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.engine.Tick;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest.AlterableConfig;
import dev.klamm.protocol.message.IncrementalAlterConfigsResponse;
import dev.klamm.protocol.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * IncrementalAlterConfigs, key 44, versions 0 and 1 (KIP-339): changes some keys of topics or of
 * the broker and leaves the others alone. v1 is flexible.
 *
 * <p>Changes take effect at once. Each resource succeeds or fails as a whole and by itself. Keys of
 * the broker that only count at its start are refused (INVALID_REQUEST). Left out: loggers, client
 * metrics and groups, which are refused.
 */
public final class IncrementalAlterConfigsHandler
    implements ApiHandler<IncrementalAlterConfigsRequest> {

  private final ConfigAlterations alterations;
  private final Changes changes;

  public IncrementalAlterConfigsHandler(ConfigAlterations alterations, Changes changes) {
    this.alterations = alterations;
    this.changes = changes;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.INCREMENTAL_ALTER_CONFIGS;
  }

  @Override
  public void handle(IncrementalAlterConfigsRequest message, Request request) {
    changes.make(request, tick -> alter(tick, message), error -> refusal(message, error));
  }

  private IncrementalAlterConfigsResponse alter(Tick tick, IncrementalAlterConfigsRequest message) {
    Set<ResourceKey> repeated = Repeats.in(message.resources(), ResourceKey::of);
    List<AlterConfigsResourceResponse> responses = new ArrayList<>();
    for (AlterConfigsResource resource : message.resources()) {
      AlterConfigsResourceResponse response = response(resource);
      responses.add(response);
      try {
        if (repeated.contains(ResourceKey.of(resource))) {
          throw new InvalidRequestException("the resource is in the request twice");
        }
        alterations.apply(tick, alteration(resource, message.validateOnly()));
      } catch (KafkaException e) {
        response.errorCode(e.error().code()).errorMessage(e.getMessage());
      }
    }
    return new IncrementalAlterConfigsResponse().responses(responses);
  }

  private record ResourceKey(byte type, String name) {

    static ResourceKey of(AlterConfigsResource resource) {
      return new ResourceKey(resource.resourceType(), resource.resourceName());
    }
  }

  private static Alteration alteration(AlterConfigsResource resource, boolean validateOnly) {
    List<ConfigChange> changes = new ArrayList<>();
    for (AlterableConfig config : resource.configs()) {
      changes.add(
          new ConfigChange(
              config.name(), ConfigChange.Operation.of(config.configOperation()), config.value()));
    }
    return new Alteration(
        resource.resourceType(), resource.resourceName(), Start.FROM_TODAY, changes, validateOnly);
  }

  private static AlterConfigsResourceResponse response(AlterConfigsResource resource) {
    return new AlterConfigsResourceResponse()
        .resourceType(resource.resourceType())
        .resourceName(resource.resourceName());
  }

  private static IncrementalAlterConfigsResponse refusal(
      IncrementalAlterConfigsRequest message, KafkaError error) {
    List<AlterConfigsResourceResponse> responses = new ArrayList<>();
    message.resources().forEach(each -> responses.add(response(each).errorCode(error.code())));
    return new IncrementalAlterConfigsResponse().responses(responses);
  }
}
