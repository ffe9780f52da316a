package dev.klamm.core.admin;

import dev.klamm.api.admin.Config;
import dev.klamm.api.admin.ConfigEntry;
import dev.klamm.api.admin.ConfigEntry.ConfigSource;
import dev.klamm.api.admin.ConfigEntry.ConfigSynonym;
import dev.klamm.api.admin.ConfigEntry.ConfigType;
import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.admin.DescribeConfigsOptions;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.Answer;
import dev.klamm.core.net.Call;
import dev.klamm.core.net.NetworkClient;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeConfigsRequest;
import dev.klamm.protocol.message.DescribeConfigsRequest.DescribeConfigsResource;
import dev.klamm.protocol.message.DescribeConfigsResponse;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import dev.klamm.protocol.message.DescribeConfigsResponse.DescribeConfigsResult;
import java.util.ArrayList;
import java.util.List;

/** Keys are the resources. */
final class DescribeConfigs implements Operation<ConfigResource, Config, DescribeConfigsResponse> {
  private static final int FIRST_WITH_DOCUMENTATION = 3;

  private final NetworkClient client;
  private final DescribeConfigsOptions options;

  DescribeConfigs(NetworkClient client, DescribeConfigsOptions options) {
    this.client = client;
    this.options = options;
  }

  @Override
  public String name() {
    return "describeConfigs";
  }

  @Override
  public Route<ConfigResource> route() {
    return ConfigRoutes.of(client);
  }

  @Override
  public boolean mayPass(KafkaError error) {
    return false;
  }

  @Override
  public Call<DescribeConfigsResponse> call(List<ConfigResource> keys, int timeoutMs) {
    List<DescribeConfigsResource> resources = new ArrayList<>();
    for (ConfigResource key : keys) {
      resources.add(
          new DescribeConfigsResource()
              .resourceType(key.type().id())
              .resourceName(key.name())
              .configurationKeys(null));
    }
    return Call.of(
        ApiKey.DESCRIBE_CONFIGS,
        version -> {
          DescribeConfigsRequest request =
              new DescribeConfigsRequest()
                  .resources(resources)
                  .includeSynonyms(options.includeSynonyms());
          return version >= FIRST_WITH_DOCUMENTATION
              ? request.includeDocumentation(options.includeDocumentation())
              : request;
        },
        DescribeConfigsResponse::new);
  }

  @Override
  public void onAnswer(
      List<ConfigResource> keys,
      Answer<DescribeConfigsResponse> answer,
      Outcomes<ConfigResource, Config> outcomes) {
    for (DescribeConfigsResult result : answer.body().results()) {
      ConfigResource key =
          new ConfigResource(
              ConfigResource.Type.forId(result.resourceType()), result.resourceName());
      if (outcomes.isGood(key, result.errorCode(), result.errorMessage())) {
        outcomes.done(
            key, new Config(result.configs().stream().map(DescribeConfigs::entry).toList()));
      }
    }
  }

  private static ConfigEntry entry(DescribeConfigsResourceResult config) {
    List<ConfigSynonym> synonyms =
        config.synonyms().stream()
            .map(s -> new ConfigSynonym(s.name(), s.value(), ConfigSource.forId(s.source())))
            .toList();
    return new ConfigEntry(
        config.name(),
        config.value(),
        ConfigSource.forId(config.configSource()),
        config.isSensitive(),
        config.readOnly(),
        synonyms,
        ConfigType.forId(config.configType()),
        config.documentation());
  }
}
