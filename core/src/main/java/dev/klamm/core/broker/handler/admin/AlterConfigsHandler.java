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
import dev.klamm.protocol.message.AlterConfigsRequest;
import dev.klamm.protocol.message.AlterConfigsRequest.AlterConfigsResource;
import dev.klamm.protocol.message.AlterConfigsRequest.AlterableConfig;
import dev.klamm.protocol.message.AlterConfigsResponse;
import dev.klamm.protocol.message.AlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * AlterConfigs, key 33, versions 0 to 2 (KIP-133): replaces all that is configured of topics or, at
 * run time, of the broker; keys that are not in the request go back to what holds without them. v2
 * is flexible.
 *
 * <p>Old clients have only this; newer ones use IncrementalAlterConfigs, and what is said there of
 * effects and errors holds here too.
 */
public final class AlterConfigsHandler implements ApiHandler<AlterConfigsRequest> {

  private final ConfigAlterations alterations;
  private final Changes changes;

  public AlterConfigsHandler(ConfigAlterations alterations, Changes changes) {
    this.alterations = alterations;
    this.changes = changes;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.ALTER_CONFIGS;
  }

  @Override
  public void handle(AlterConfigsRequest message, Request request) {
    changes.make(request, tick -> alter(tick, message), error -> refusal(message, error));
  }

  private AlterConfigsResponse alter(Tick tick, AlterConfigsRequest message) {
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
    return new AlterConfigsResponse().responses(responses);
  }

  private record ResourceKey(byte type, String name) {

    static ResourceKey of(AlterConfigsResource resource) {
      return new ResourceKey(resource.resourceType(), resource.resourceName());
    }
  }

  private static Alteration alteration(AlterConfigsResource resource, boolean validateOnly) {
    List<ConfigChange> changes = new ArrayList<>();
    for (AlterableConfig config : resource.configs()) {
      changes.add(new ConfigChange(config.name(), ConfigChange.Operation.SET, config.value()));
    }
    return new Alteration(
        resource.resourceType(),
        resource.resourceName(),
        Start.FROM_NOTHING,
        changes,
        validateOnly);
  }

  private static AlterConfigsResourceResponse response(AlterConfigsResource resource) {
    return new AlterConfigsResourceResponse()
        .resourceType(resource.resourceType())
        .resourceName(resource.resourceName());
  }

  private static AlterConfigsResponse refusal(AlterConfigsRequest message, KafkaError error) {
    List<AlterConfigsResourceResponse> responses = new ArrayList<>();
    message.resources().forEach(each -> responses.add(response(each).errorCode(error.code())));
    return new AlterConfigsResponse().responses(responses);
  }
}
