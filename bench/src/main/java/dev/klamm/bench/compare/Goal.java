package dev.klamm.bench.compare;

import java.util.Locale;

/**
 * What a figure should come to.
 *
 * @param side whose figure
 * @param ofKafka whether the bound is a multiple of Kafka's figure, or a figure itself
 * @param atMost whether the bound is an upper one
 */
record Goal(Side side, boolean ofKafka, boolean atMost, double bound) {

  static Goal atMostTimes(Side side, double factor) {
    return new Goal(side, true, true, factor);
  }

  static Goal atLeastTimes(Side side, double factor) {
    return new Goal(side, true, false, factor);
  }

  static Goal atMost(Side side, double bound) {
    return new Goal(side, false, true, bound);
  }

  static Goal atLeast(Side side, double bound) {
    return new Goal(side, false, false, bound);
  }

  boolean isMetBy(double value) {
    return atMost ? value <= bound : value >= bound;
  }

  @Override
  public String toString() {
    String number = String.format(Locale.ROOT, "%.4f", bound).replaceAll("\\.?0+$", "");
    return side + (atMost ? " <= " : " >= ") + number + (ofKafka ? "x" : "");
  }
}
