package dev.klamm.api.consumer;

import dev.klamm.api.config.ConfigType;

/** Reads {@code auto.offset.reset}. */
enum AutoOffsetResetType implements ConfigType<AutoOffsetReset> {
  INSTANCE;

  @Override
  public String expected() {
    return "one of earliest, latest, none, by_duration:PnDTnHnMn.nS";
  }

  @Override
  public AutoOffsetReset parse(Object given) {
    return given instanceof AutoOffsetReset reset ? reset : AutoOffsetReset.parse(given.toString());
  }
}
