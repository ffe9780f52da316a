package dev.klamm.api.serde;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The serdes for the common types. Their bytes are those of Kafka's serdes of the same names; each
 * is described at its serializer.
 *
 * @since 0.1
 */
public final class Serdes {
  private static final Map<Class<?>, Supplier<Serde<?>>> BY_TYPE =
      Map.ofEntries(
          Map.entry(Short.class, ShortSerde::new),
          Map.entry(Integer.class, IntegerSerde::new),
          Map.entry(Long.class, LongSerde::new),
          Map.entry(Float.class, FloatSerde::new),
          Map.entry(Double.class, DoubleSerde::new),
          Map.entry(String.class, StringSerde::new),
          Map.entry(Boolean.class, BooleanSerde::new),
          Map.entry(UUID.class, UUIDSerde::new),
          Map.entry(Void.class, VoidSerde::new),
          Map.entry(ByteBuffer.class, ByteBufferSerde::new),
          Map.entry(Bytes.class, BytesSerde::new),
          Map.entry(byte[].class, ByteArraySerde::new));

  private Serdes() {}

  /** Pairs a serializer with the deserializer that reads what it writes. */
  public static <T> Serde<T> serdeFrom(Serializer<T> serializer, Deserializer<T> deserializer) {
    return new WrapperSerde<>(serializer, deserializer);
  }

  /**
   * The serde of a common type.
   *
   * @throws IllegalArgumentException if there is none for this type; the message lists those there
   *     are
   */
  @SuppressWarnings("unchecked") // the table pairs each type with its own serde
  public static <T> Serde<T> serdeFrom(Class<T> type) {
    Supplier<Serde<?>> supplier = BY_TYPE.get(type);
    if (supplier == null) {
      throw new IllegalArgumentException(
          "there is no serde for "
              + type.getName()
              + ", only for "
              + BY_TYPE.keySet().stream().map(Class::getSimpleName).sorted().toList()
              + ": pass a serializer and a deserializer");
    }
    return (Serde<T>) supplier.get();
  }

  public static Serde<Short> Short() {
    return new ShortSerde();
  }

  public static Serde<Integer> Integer() {
    return new IntegerSerde();
  }

  public static Serde<Long> Long() {
    return new LongSerde();
  }

  public static Serde<Float> Float() {
    return new FloatSerde();
  }

  public static Serde<Double> Double() {
    return new DoubleSerde();
  }

  public static Serde<String> String() {
    return new StringSerde();
  }

  public static Serde<Boolean> Boolean() {
    return new BooleanSerde();
  }

  public static Serde<UUID> UUID() {
    return new UUIDSerde();
  }

  public static Serde<Void> Void() {
    return new VoidSerde();
  }

  public static Serde<ByteBuffer> ByteBuffer() {
    return new ByteBufferSerde();
  }

  public static Serde<Bytes> Bytes() {
    return new BytesSerde();
  }

  public static Serde<byte[]> ByteArray() {
    return new ByteArraySerde();
  }

  /**
   * Lists of elements that the inner serde knows; what is read is an {@link java.util.ArrayList}.
   */
  public static <T> Serde<List<@Nullable T>> ListSerde(Serde<T> inner) {
    return new WrapperSerde<>(
        new ListSerializer<>(inner.serializer()), new ListDeserializer<>(inner.deserializer()));
  }

  /** A pair that is also the base of the named serdes, which a setting can name by their class. */
  public static class WrapperSerde<T> implements Serde<T> {
    private final Serializer<T> serializer;
    private final Deserializer<T> deserializer;

    public WrapperSerde(Serializer<T> serializer, Deserializer<T> deserializer) {
      this.serializer = serializer;
      this.deserializer = deserializer;
    }

    @Override
    public final Serializer<T> serializer() {
      return serializer;
    }

    @Override
    public final Deserializer<T> deserializer() {
      return deserializer;
    }
  }

  public static final class ShortSerde extends WrapperSerde<Short> {
    public ShortSerde() {
      super(new ShortSerializer(), new ShortDeserializer());
    }
  }

  public static final class IntegerSerde extends WrapperSerde<Integer> {
    public IntegerSerde() {
      super(new IntegerSerializer(), new IntegerDeserializer());
    }
  }

  public static final class LongSerde extends WrapperSerde<Long> {
    public LongSerde() {
      super(new LongSerializer(), new LongDeserializer());
    }
  }

  public static final class FloatSerde extends WrapperSerde<Float> {
    public FloatSerde() {
      super(new FloatSerializer(), new FloatDeserializer());
    }
  }

  public static final class DoubleSerde extends WrapperSerde<Double> {
    public DoubleSerde() {
      super(new DoubleSerializer(), new DoubleDeserializer());
    }
  }

  public static final class StringSerde extends WrapperSerde<String> {
    public StringSerde() {
      super(new StringSerializer(), new StringDeserializer());
    }
  }

  public static final class BooleanSerde extends WrapperSerde<Boolean> {
    public BooleanSerde() {
      super(new BooleanSerializer(), new BooleanDeserializer());
    }
  }

  public static final class UUIDSerde extends WrapperSerde<UUID> {
    public UUIDSerde() {
      super(new UUIDSerializer(), new UUIDDeserializer());
    }
  }

  public static final class VoidSerde extends WrapperSerde<Void> {
    public VoidSerde() {
      super(new VoidSerializer(), new VoidDeserializer());
    }
  }

  public static final class ByteBufferSerde extends WrapperSerde<ByteBuffer> {
    public ByteBufferSerde() {
      super(new ByteBufferSerializer(), new ByteBufferDeserializer());
    }
  }

  public static final class BytesSerde extends WrapperSerde<Bytes> {
    public BytesSerde() {
      super(new BytesSerializer(), new BytesDeserializer());
    }
  }

  public static final class ByteArraySerde extends WrapperSerde<byte[]> {
    public ByteArraySerde() {
      super(new ByteArraySerializer(), new ByteArrayDeserializer());
    }
  }
}
