package dev.klamm.protocol;

import java.nio.ByteBuffer;

/**
 * A tagged field that the schema does not name, kept so that it can be passed on.
 *
 * @param data its bytes, from position to limit
 */
public record RawTaggedField(int tag, ByteBuffer data) {
  public RawTaggedField {
    if (tag < 0) {
      throw new IllegalArgumentException("tag is " + tag + ", must not be negative");
    }
  }
}
