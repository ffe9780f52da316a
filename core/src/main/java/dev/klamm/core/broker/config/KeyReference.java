package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Support;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * All there is to say about a key, whatever its value.
 *
 * @param defaultText empty when there is none
 * @param allowed completes "must be ..."
 * @param reason why it is not honoured; empty if it is
 * @param changeable when it may be changed, in a word or two
 */
public record KeyReference(
    String name,
    ValueType type,
    String defaultText,
    String allowed,
    Support support,
    String reason,
    String documentation,
    String changeable) {

  /** What the key means and, if so, why it means nothing here. */
  public String explanation() {
    return switch (support) {
      case HONOURED -> documentation;
      case WITHOUT_EFFECT -> documentation + " Accepted without effect: " + reason + ".";
      case REFUSED -> documentation + " Only the default is allowed: " + reason + ".";
    };
  }

  /** Every key of the broker, by name. */
  public static List<KeyReference> broker() {
    return of(ServerKeys.BROKER.all());
  }

  /** Every key of a topic, by name. */
  public static List<KeyReference> topic() {
    return of(ServerKeys.TOPIC.all());
  }

  /** Keys that Kafka's broker does not have (any more), with why they are without effect. */
  public static Map<String, String> others() {
    return OtherKeys.all();
  }

  private static List<KeyReference> of(Collection<ServerKey> keys) {
    List<KeyReference> references = new ArrayList<>();
    for (ServerKey key : keys) {
      ConfigKey<?> plain = key.key();
      references.add(
          new KeyReference(
              key.name(),
              key.type(),
              plain.defaultText(),
              plain.allowed(),
              plain.support(),
              plain.reason(),
              ServerKey.sentence(plain),
              changeable(key.mode())));
    }
    return references;
  }

  private static String changeable(UpdateMode mode) {
    return switch (mode) {
      case READ_ONLY -> "at the start";
      case PER_BROKER -> "any time, per broker";
      case CLUSTER_WIDE -> "any time";
    };
  }
}
