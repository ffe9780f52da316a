package dev.klamm.core.net;

import dev.klamm.protocol.ApiKey;
import java.util.Arrays;

/** Which versions of each request a broker takes, as it said in its ApiVersions answer. */
final class BrokerVersions {
  private static final short NONE = -1;

  private final short[] oldest;
  private final short[] latest;

  BrokerVersions() {
    oldest = new short[ApiKey.values().length];
    latest = new short[ApiKey.values().length];
    Arrays.fill(latest, NONE);
  }

  void add(ApiKey api, short from, short to) {
    oldest[api.ordinal()] = from;
    latest[api.ordinal()] = to;
  }

  /** The highest version that both sides have, or -1. */
  short agreed(Call<?> call) {
    int at = call.api().ordinal();
    int highest = Math.min(latest[at], call.latest());
    return highest >= Math.max(oldest[at], call.oldest()) ? (short) highest : NONE;
  }

  /** For messages: what the broker takes of this request. */
  String describe(ApiKey api) {
    int at = api.ordinal();
    return latest[at] == NONE ? "none" : oldest[at] + " to " + latest[at];
  }
}
