package dev.klamm.api.producer;

import dev.klamm.api.config.ConfigType;
import java.util.Locale;

/** Reads {@code acks}, whose strongest value has two texts. */
enum AcksType implements ConfigType<Acks> {
  INSTANCE;

  @Override
  public String expected() {
    return "one of all, -1, 0, 1";
  }

  @Override
  public Acks parse(Object given) {
    if (given instanceof Acks acks) {
      return acks;
    }
    return switch (given.toString().trim().toLowerCase(Locale.ROOT)) {
      case "all", "-1" -> Acks.ALL;
      case "1" -> Acks.LEADER;
      case "0" -> Acks.NONE;
      default -> throw new IllegalArgumentException();
    };
  }
}
