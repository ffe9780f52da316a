package dev.klamm.server.record;

import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.record.Header;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line is a value, or a key and a value with a separator between them.
 *
 * @param separator between key and value; null when lines have no keys
 * @param nothing a key or value of this text is null; null when none is
 */
record TextParser(
    String topic,
    @Nullable Integer partition,
    List<Header> headers,
    byte @Nullable [] separator,
    byte @Nullable [] nothing)
    implements LineParser {

  @Override
  public ProducerRecord<byte[], byte[]> parse(byte[] line) {
    byte[] between = separator;
    if (between == null) {
      return record(null, line);
    }
    int at = indexOf(line, between);
    if (at < 0) {
      throw new IllegalArgumentException("there is no separator between key and value");
    }
    return record(
        Arrays.copyOf(line, at), Arrays.copyOfRange(line, at + between.length, line.length));
  }

  private ProducerRecord<byte[], byte[]> record(byte @Nullable [] key, byte[] value) {
    return new ProducerRecord<>(topic, partition, orNull(key), orNull(value), headers);
  }

  private byte @Nullable [] orNull(byte @Nullable [] bytes) {
    return nothing != null && Arrays.equals(bytes, nothing) ? null : bytes;
  }

  private static int indexOf(byte[] line, byte[] wanted) {
    for (int at = 0; at <= line.length - wanted.length; at++) {
      if (Arrays.equals(line, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
