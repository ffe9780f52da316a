package dev.klamm.api.serde;

import dev.klamm.api.error.SerializationException;
import dev.klamm.api.record.RecordHeaders;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list as {@link ListSerializer} writes it. Null stays null. What does not add up is
 * refused before space is taken for it.
 *
 * @param <T> the type of the elements
 * @since 0.1
 */
public final class ListDeserializer<T> implements Deserializer<List<@Nullable T>> {
  private static final Map<Class<?>, Integer> SIZES =
      Map.of(
          ShortDeserializer.class, 2,
          IntegerDeserializer.class, 4,
          LongDeserializer.class, 8,
          FloatDeserializer.class, 4,
          DoubleDeserializer.class, 8,
          UUIDDeserializer.class, 36);

  private final Deserializer<T> inner;

  public ListDeserializer(Deserializer<T> inner) {
    this.inner = inner;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    inner.configure(configs, isKey);
  }

  @Override
  public @Nullable List<@Nullable T> deserialize(String topic, byte @Nullable [] data) {
    if (data == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(data);
    try {
      int layout = in.get();
      return switch (layout) {
        case ListSerializer.SAME_SIZE -> elementsOfOneSize(topic, in);
        case ListSerializer.ANY_SIZE -> elementsOfAnySize(topic, in);
        default ->
            throw new SerializationException(
                "a list begins with 0 or 1, but the data with " + layout);
      };
    } catch (BufferUnderflowException e) {
      throw new SerializationException(
          "the list ends after " + data.length + " bytes, in the middle of an element", e);
    }
  }

  private List<@Nullable T> elementsOfOneSize(String topic, ByteBuffer in) {
    Integer size = SIZES.get(inner.getClass());
    if (size == null) {
      throw new SerializationException(
          "the list has elements of one size, which "
              + inner.getClass().getName()
              + " does not read");
    }
    BitSet nulls = indexesOfNulls(in);
    int count = count(in, in.remaining() / size + nulls.cardinality());
    List<@Nullable T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(nulls.get(i) ? null : element(topic, in, size));
    }
    return list;
  }

  private static BitSet indexesOfNulls(ByteBuffer in) {
    int count = count(in, in.remaining() / Integer.BYTES);
    // no index can be above the number of elements, and each element is a null or has bytes
    int limit = count + in.remaining();
    BitSet nulls = new BitSet();
    for (int i = 0; i < count; i++) {
      int index = in.getInt();
      if (index < 0 || index > limit) {
        throw new SerializationException("the list has no element " + index);
      }
      nulls.set(index);
    }
    return nulls;
  }

  private List<@Nullable T> elementsOfAnySize(String topic, ByteBuffer in) {
    int count = count(in, in.remaining() / Integer.BYTES);
    List<@Nullable T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = in.getInt();
      list.add(length == ListSerializer.NULL_LENGTH ? null : element(topic, in, length));
    }
    return list;
  }

  private static int count(ByteBuffer in, int most) {
    int count = in.getInt();
    if (count < 0 || count > most) {
      throw new SerializationException(
          "the list claims " + count + " elements, but its bytes hold at most " + most);
    }
    return count;
  }

  private @Nullable T element(String topic, ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new SerializationException(
          "an element claims " + length + " bytes, but " + in.remaining() + " are left");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return inner.deserialize(topic, new RecordHeaders(), bytes);
  }

  @Override
  public void close() {
    inner.close();
  }
}
