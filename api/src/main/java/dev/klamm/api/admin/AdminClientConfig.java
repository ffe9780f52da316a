package dev.klamm.api.admin;

import dev.klamm.api.config.CommonClientConfigs;
import dev.klamm.api.config.ConfigDefinition;
import java.util.Set;

/**
 * The names of the admin client's keys, for those who write {@code
 * props.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092")}. {@link AdminSettings}
 * reads such a map, and its builder sets the same without names.
 *
 * @since 0.1
 */
public final class AdminClientConfig extends CommonClientConfigs {
  public static final String BOOTSTRAP_CONTROLLERS_CONFIG = "bootstrap.controllers";
  public static final String DEFAULT_API_TIMEOUT_MS_CONFIG = "default.api.timeout.ms";
  public static final String RETRIES_CONFIG = "retries";

  private AdminClientConfig() {}

  /** All keys of the admin client, with types, defaults and descriptions. */
  public static ConfigDefinition definition() {
    return AdminKeys.DEFINITION;
  }

  /** The names of all keys. */
  public static Set<String> configNames() {
    return AdminKeys.DEFINITION.names();
  }
}
