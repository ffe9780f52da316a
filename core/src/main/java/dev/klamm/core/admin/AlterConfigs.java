package dev.klamm.core.admin;

import dev.klamm.api.admin.AlterConfigOp;
import dev.klamm.api.admin.AlterConfigsOptions;
import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import dev.klamm.protocol.message.IncrementalAlterConfigsRequest.AlterableConfig;
import dev.klamm.protocol.message.IncrementalAlterConfigsResponse;
import dev.klamm.protocol.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys are the resources. */
final class AlterConfigs
    implements Operation<ConfigResource, @Nullable Void, IncrementalAlterConfigsResponse> {
  private final NetworkClient client;
  private final Map<ConfigResource, Collection<AlterConfigOp>> changes;
  private final AlterConfigsOptions options;

  AlterConfigs(
      NetworkClient client,
      Map<ConfigResource, Collection<AlterConfigOp>> changes,
      AlterConfigsOptions options) {
    this.client = client;
    this.changes = changes;
    this.options = options;
  }

  @Override
  public String name() {
    return "incrementalAlterConfigs";
  }

  @Override
  public Route<ConfigResource> route() {
    return ConfigRoutes.of(client);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return ControllerErrors.mayPass(error, false);
  }

  @Override
  public Call<IncrementalAlterConfigsResponse> call(List<ConfigResource> keys, int timeoutMs) {
    List<AlterConfigsResource> resources = new ArrayList<>();
    for (ConfigResource key : keys) {
      List<AlterableConfig> configs = new ArrayList<>();
      for (AlterConfigOp change : changes.getOrDefault(key, List.of())) {
        configs.add(
            new AlterableConfig()
                .name(change.configEntry().name())
                .configOperation(change.opType().id())
                .value(change.configEntry().value()));
      }
      resources.add(
          new AlterConfigsResource()
              .resourceType(key.type().id())
              .resourceName(key.name())
              .configs(configs));
    }
    return Call.of(
        ApiKey.INCREMENTAL_ALTER_CONFIGS,
        new IncrementalAlterConfigsRequest()
            .resources(resources)
            .validateOnly(options.shouldValidateOnly()),
        IncrementalAlterConfigsResponse::new);
  }

  @Override
  public void onAnswer(
      List<ConfigResource> keys,
      Answer<IncrementalAlterConfigsResponse> answer,
      Outcomes<ConfigResource, @Nullable Void> outcomes) {
    for (AlterConfigsResourceResponse result : answer.body().responses()) {
      ConfigResource key =
          new ConfigResource(
              ConfigResource.Type.forId(result.resourceType()), result.resourceName());
      if (outcomes.isGood(key, result.errorCode(), result.errorMessage())) {
        outcomes.done(key, null);
      }
    }
  }
}
