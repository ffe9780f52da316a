package dev.klamm.api.serde;

import dev.klamm.api.error.SerializationException;
import dev.klamm.api.record.RecordHeaders;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list of elements, in Kafka's layout. Elements may be null, and so may the list.
 *
 * <pre>
 *   elements of one size (numbers, UUID):  0 | count of nulls | their indexes | size | bytes of each that is not null
 *   any other elements:                    1 | size | for each: its length, or -1 for null, and its bytes
 * </pre>
 *
 * All numbers but the first byte are ints, the highest byte first.
 *
 * @param <T> the type of the elements
 * @since 0.1
 */
public final class ListSerializer<T> implements Serializer<List<T>> {
  static final int SAME_SIZE = 0;
  static final int ANY_SIZE = 1;
  static final int NULL_LENGTH = -1;

  private static final Set<Class<?>> SERIALIZERS_OF_ONE_SIZE =
      Set.of(
          ShortSerializer.class,
          IntegerSerializer.class,
          LongSerializer.class,
          FloatSerializer.class,
          DoubleSerializer.class,
          UUIDSerializer.class);

  private final Serializer<T> inner;

  public ListSerializer(Serializer<T> inner) {
    this.inner = inner;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    inner.configure(configs, isKey);
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable List<T> data) {
    if (data == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(topic, data, out);
    } catch (IOException e) {
      throw new SerializationException("the list cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private void write(String topic, List<T> data, DataOutputStream out) throws IOException {
    boolean sameSize = SERIALIZERS_OF_ONE_SIZE.contains(inner.getClass());
    out.writeByte(sameSize ? SAME_SIZE : ANY_SIZE);
    if (sameSize) {
      writeIndexesOfNulls(data, out);
    }
    out.writeInt(data.size());
    for (T element : data) {
      writeElement(
          element == null ? null : inner.serialize(topic, new RecordHeaders(), element),
          sameSize,
          out);
    }
  }

  private static void writeIndexesOfNulls(List<?> data, DataOutputStream out) throws IOException {
    List<Integer> nulls = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      if (data.get(i) == null) {
        nulls.add(i);
      }
    }
    out.writeInt(nulls.size());
    for (int index : nulls) {
      out.writeInt(index);
    }
  }

  private static void writeElement(byte @Nullable [] bytes, boolean sameSize, DataOutputStream out)
      throws IOException {
    if (!sameSize) {
      out.writeInt(bytes == null ? NULL_LENGTH : bytes.length);
    }
    if (bytes != null) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    inner.close();
  }
}
