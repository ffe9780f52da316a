package dev.klamm.api.serde;

import dev.klamm.api.error.SerializationException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, the highest byte first. */
final class BigEndian {
  static final int SHORT_BYTES = Short.BYTES;
  static final int INT_BYTES = Integer.BYTES;
  static final int LONG_BYTES = Long.BYTES;
  static final int FLOAT_BYTES = Float.BYTES;
  static final int DOUBLE_BYTES = Double.BYTES;

  static final VarHandle SHORT = view(short[].class);
  static final VarHandle INT = view(int[].class);
  static final VarHandle LONG = view(long[].class);
  static final VarHandle FLOAT = view(float[].class);
  static final VarHandle DOUBLE = view(double[].class);

  private BigEndian() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
  }

  static void requireLength(String what, int expected, int actual) {
    if (actual != expected) {
      throw new SerializationException(
          "a "
              + what
              + " has "
              + expected
              + " bytes, but the data has "
              + actual
              + ": was it written by another serializer?");
    }
  }
}
