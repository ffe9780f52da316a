package dev.klamm.core.admin;

import dev.klamm.api.admin.ConfigResource;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.net.NetworkClient;
import java.util.OptionalInt;

/** Where configs are asked for: those of one broker there, all others anywhere. */
final class ConfigRoutes {

  private ConfigRoutes() {}

  static Route<ConfigResource> of(NetworkClient client) {
    return new BrokerRoute<>(client, ConfigRoutes::broker);
  }

  /**
   * @throws dev.klamm.api.error.InvalidRequestException if a broker's name is not a number
   */
  static OptionalInt broker(ConfigResource resource) {
    boolean ofBroker =
        resource.type() == ConfigResource.Type.BROKER
            || resource.type() == ConfigResource.Type.BROKER_LOGGER;
    if (!ofBroker || resource.isDefault()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(resource.name()));
    } catch (NumberFormatException e) {
      throw KafkaError.INVALID_REQUEST.exception(
          "'" + resource.name() + "' is not a broker: brokers are named by their number, as in 1");
    }
  }
}
