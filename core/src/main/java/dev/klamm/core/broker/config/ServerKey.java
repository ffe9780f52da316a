package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.config.Support;

/** A key of the broker, with what its value is to a client and when it may change. */
record ServerKey(ConfigKey<?> key, ValueType type, UpdateMode mode) {

  String name() {
    return key.name();
  }

  boolean isSensitive() {
    return type == ValueType.PASSWORD;
  }

  /** What the key means and, if so, why it means nothing here. */
  static String documentation(ConfigKey<?> key) {
    return switch (key.support()) {
      case HONOURED -> key.doc();
      case WITHOUT_EFFECT -> join(sentence(key), "Accepted without effect: " + key.reason() + ".");
      case REFUSED -> join(sentence(key), "Only the default is allowed: " + key.reason() + ".");
    };
  }

  /** What the key means, whether or not it is honoured. */
  static String sentence(ConfigKey<?> key) {
    return key.doc().isEmpty() ? Documentation.of(key.name()) : key.doc();
  }

  private static String join(String doc, String more) {
    return doc.isEmpty() ? more : doc + " " + more;
  }

  boolean isHonoured() {
    return key.support() == Support.HONOURED;
  }
}
