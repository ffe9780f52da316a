package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.error.InvalidRequestException;
import dev.klamm.api.error.InvalidTopicException;
import dev.klamm.api.error.UnknownTopicOrPartitionException;
import dev.klamm.core.broker.cluster.BrokerIdentity;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.cluster.TopicName;
import dev.klamm.core.broker.config.ConfigSource;

/** Finds what a request about configuration means by a type and a name. */
final class ConfigResources {

  static final byte TOPIC = 2;
  static final byte BROKER = 4;
  static final byte BROKER_LOGGER = 8;
  static final byte CLIENT_METRICS = 16;
  static final byte GROUP = 32;

  private final BrokerIdentity identity;
  private final TopicCatalog catalog;

  ConfigResources(BrokerIdentity identity, TopicCatalog catalog) {
    this.identity = identity;
    this.catalog = catalog;
  }

  Topic topic(String name) {
    String refusal = TopicName.refusal(name);
    if (refusal != null) {
      throw new InvalidTopicException(refusal);
    }
    Topic topic = catalog.image().topic(name);
    if (topic == null) {
      throw new UnknownTopicOrPartitionException("there is no topic '" + name + "'");
    }
    return topic;
  }

  /** All brokers when the name is empty, or this one by its id. */
  ConfigSource broker(String name) {
    if (name.isEmpty()) {
      return ConfigSource.DYNAMIC_DEFAULT_BROKER;
    }
    checkThisBroker(name);
    return ConfigSource.DYNAMIC_BROKER;
  }

  void checkThisBroker(String name) {
    if (!name.equals(String.valueOf(identity.nodeId()))) {
      throw new InvalidRequestException(
          "there is no broker '" + name + "', only " + identity.nodeId());
    }
  }

  /** A group need not exist to be configured. */
  static String group(String name) {
    if (name.isEmpty()) {
      throw new InvalidRequestException("a group's name is needed, there are no default groups");
    }
    return name;
  }

  static InvalidRequestException unknownType(byte type) {
    return new InvalidRequestException("resources of type " + type + " have no configuration here");
  }
}
