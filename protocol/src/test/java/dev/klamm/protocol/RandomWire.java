package dev.klamm.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.CompactArrayOf;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Writes valid random messages straight from the schema that Kafka publishes for a version, so with
 * no knowledge of either side's message classes.
 */
final class RandomWire {
  private static final int UNKNOWN_TAG = 500;

  private final Random random;
  private int depth;

  RandomWire(long seed) {
    this.random = new Random(seed);
  }

  ByteBuffer message(Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(schema, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private void write(Type type, DataOutputStream out) throws IOException {
    depth++;
    if (type instanceof Schema schema) {
      writeStruct(schema, out);
    } else if (type instanceof TaggedFields tagged) {
      writeTagged(tagged, out);
    } else if (type.arrayElementType().isPresent()) {
      writeArray(type, out);
    } else {
      writeScalar(type, type.toString(), out);
    }
    depth--;
  }

  private void writeStruct(Schema schema, DataOutputStream out) throws IOException {
    if (schema.isNullable()) {
      boolean present = random.nextInt(4) > 0;
      out.writeByte(present ? 1 : -1);
      if (!present) {
        return;
      }
    }
    for (BoundField field : schema.fields()) {
      write(field.def.type, out);
    }
  }

  private void writeArray(Type type, DataOutputStream out) throws IOException {
    boolean compact = type instanceof CompactArrayOf;
    int length =
        type.isNullable() && random.nextInt(4) == 0 ? -1 : random.nextInt(depth > 3 ? 3 : 4);
    if (compact) {
      writeVarint(length + 1, out);
    } else {
      out.writeInt(length);
    }
    for (int i = 0; i < length; i++) {
      write(type.arrayElementType().orElseThrow(), out);
    }
  }

  private void writeTagged(TaggedFields tagged, DataOutputStream out) throws IOException {
    Map<Integer, byte[]> fields = new TreeMap<>();
    for (Map.Entry<Integer, Field> field : tagged.fields().entrySet()) {
      if (random.nextBoolean()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(field.getValue().type, new DataOutputStream(bytes));
        fields.put(field.getKey(), bytes.toByteArray());
      }
    }
    if (random.nextInt(8) == 0) {
      fields.put(UNKNOWN_TAG, randomBytes(random.nextInt(300)));
      fields.put(UNKNOWN_TAG + random.nextInt(1 << 20), randomBytes(2));
    }
    writeVarint(fields.size(), out);
    for (Map.Entry<Integer, byte[]> field : fields.entrySet()) {
      writeVarint(field.getKey(), out);
      writeVarint(field.getValue().length, out);
      out.write(field.getValue());
    }
  }

  private void writeScalar(Type type, String name, DataOutputStream out) throws IOException {
    switch (name) {
      case "BOOLEAN" -> out.writeByte(random.nextInt(2));
      case "INT8" -> out.writeByte((int) integer());
      case "INT16", "UINT16" -> out.writeShort((int) integer());
      case "INT32", "UINT32" -> out.writeInt((int) integer());
      case "INT64" -> out.writeLong(integer());
      case "FLOAT64" -> out.writeDouble(random.nextGaussian());
      case "UUID" -> {
        out.writeLong(integer());
        out.writeLong(integer());
      }
      default -> writeSized(type, name, out);
    }
  }

  private void writeSized(Type type, String name, DataOutputStream out) throws IOException {
    boolean isString = name.endsWith("STRING");
    boolean isNull = type.isNullable() && random.nextInt(4) == 0;
    byte[] bytes = isString ? text().getBytes(StandardCharsets.UTF_8) : randomBytes(size());
    int length = isNull ? -1 : bytes.length;
    if (name.startsWith("COMPACT")) {
      writeVarint(length + 1, out);
    } else if (isString) {
      out.writeShort(length);
    } else {
      out.writeInt(length);
    }
    if (!isNull) {
      out.write(bytes);
    }
  }

  /** Small numbers, the ends of all ranges, and anything. */
  private long integer() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(3) - 1;
      case 1 -> Long.MAX_VALUE >>> 8 * random.nextInt(8);
      case 2 -> Long.MIN_VALUE >> 8 * random.nextInt(8);
      default -> random.nextLong();
    };
  }

  private int size() {
    return random.nextInt(20) == 0 ? 1020 + random.nextInt(2000) : random.nextInt(20);
  }

  private byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String text() {
    List<String> pieces = new ArrayList<>();
    int count = random.nextInt(30) == 0 ? 200 : random.nextInt(8);
    for (int i = 0; i < count; i++) {
      pieces.add(
          switch (random.nextInt(8)) {
            case 0 -> "\u00e4";
            case 1 -> "\u20ac";
            case 2 -> "\ud83d\ude00";
            default -> "" + (char) ('a' + random.nextInt(26));
          });
    }
    return String.join("", pieces);
  }

  private static void writeVarint(int value, DataOutputStream out) throws IOException {
    int rest = value;
    while (rest >>> 7 != 0) {
      out.writeByte(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
