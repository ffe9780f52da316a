package dev.klamm.api.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.error.SerializationException;
import dev.klamm.api.record.RecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SerdesTest {
  private static final String TOPIC = "t";

  static Stream<Arguments> values() {
    return Stream.of(
            new Object[] {Short.class, new Short[] {0, 1, -1, Short.MIN_VALUE, Short.MAX_VALUE}},
            new Object[] {
              Integer.class, new Integer[] {0, 258, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}
            },
            new Object[] {Long.class, new Long[] {0L, 258L, -1L, Long.MIN_VALUE, Long.MAX_VALUE}},
            new Object[] {
              Float.class, new Float[] {0f, -0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY}
            },
            new Object[] {
              Double.class, new Double[] {0d, -0d, Math.PI, Double.NaN, Double.MIN_VALUE}
            },
            new Object[] {String.class, new String[] {"", "plain", "smørrebrød \uD83D\uDC1F"}},
            new Object[] {Boolean.class, new Boolean[] {true, false}},
            new Object[] {UUID.class, new UUID[] {new UUID(0, 0), new UUID(-1, 1)}})
        .flatMap(row -> Arrays.stream((Object[]) row[1]).map(value -> Arguments.of(row[0], value)));
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void bytesAreThoseOfKafkaAndReadBackEqual(Class<T> type, T value) {
    byte[] theirs =
        org.apache.kafka.common.serialization.Serdes.serdeFrom(type)
            .serializer()
            .serialize(TOPIC, value);
    Serde<T> serde = Serdes.serdeFrom(type);
    assertThat(serde.serializer().serialize(TOPIC, value)).isEqualTo(theirs);
    assertThat(serde.deserializer().deserialize(TOPIC, theirs)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void aBufferIsReadFromItsPositionWhichStays(Class<T> type, T value) {
    Serde<T> serde = Serdes.serdeFrom(type);
    byte[] bytes = serde.serializer().serialize(TOPIC, value);
    for (ByteBuffer buffer :
        List.of(
            ByteBuffer.allocate(bytes.length + 4), ByteBuffer.allocateDirect(bytes.length + 4))) {
      buffer.position(2).put(bytes).limit(2 + bytes.length).position(2);
      assertThat(serde.deserializer().deserialize(TOPIC, new RecordHeaders(), buffer))
          .isEqualTo(value);
      assertThat(buffer.position()).isEqualTo(2);
    }
  }

  @Test
  void nullStaysNullEverywhere() {
    for (Class<?> type :
        List.of(
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            String.class,
            Boolean.class,
            UUID.class,
            Void.class,
            ByteBuffer.class,
            Bytes.class,
            byte[].class)) {
      Serde<?> serde = Serdes.serdeFrom(type);
      assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
      assertThat(serde.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
      assertThat(serde.deserializer().deserialize(TOPIC, new RecordHeaders(), (ByteBuffer) null))
          .isNull();
    }
  }

  @Test
  void aWrongNumberOfBytesIsRefused() {
    for (Class<?> type :
        List.of(
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Boolean.class,
            Void.class)) {
      Deserializer<?> deserializer = Serdes.serdeFrom(type).deserializer();
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, new byte[3]))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("3");
    }
    assertThatThrownBy(() -> Serdes.Boolean().deserializer().deserialize(TOPIC, new byte[] {2}))
        .hasMessageContaining("0 or 1");
    assertThatThrownBy(
            () ->
                Serdes.UUID()
                    .deserializer()
                    .deserialize(TOPIC, "x".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("'x'");
  }

  @Test
  void buffersAreWrittenFromTheirBeginningToTheirLimitAsKafkaDoes() {
    byte[] bytes = {1, 2, 3, 4};
    ByteBuffer filled = ByteBuffer.allocateDirect(4).put((byte) 1).put((byte) 2);
    for (ByteBuffer buffer :
        List.of(
            ByteBuffer.wrap(bytes),
            ByteBuffer.wrap(bytes, 1, 2),
            ByteBuffer.wrap(bytes, 1, 2).slice(),
            ByteBuffer.wrap(bytes).position(4),
            filled.duplicate(),
            filled.duplicate().flip())) {
      byte[] theirs =
          new org.apache.kafka.common.serialization.ByteBufferSerializer()
              .serialize(TOPIC, buffer.duplicate());
      int position = buffer.position();
      assertThat(new ByteBufferSerializer().serialize(TOPIC, buffer)).isEqualTo(theirs);
      assertThat(buffer.position()).isEqualTo(position);
    }
  }

  @Test
  void bytesAreHandedThroughWithoutCopy() {
    byte[] bytes = {1};
    assertThat(new ByteArraySerializer().serialize(TOPIC, bytes)).isSameAs(bytes);
    assertThat(new BytesSerializer().serialize(TOPIC, new Bytes(bytes))).isSameAs(bytes);
    assertThat(new ByteBufferSerializer().serialize(TOPIC, ByteBuffer.wrap(bytes))).isSameAs(bytes);
  }

  @Test
  void listsAreThoseOfKafkaWithAndWithoutNulls() {
    List<Integer> numbers = Arrays.asList(1, null, 3, null);
    assertThat(Serdes.ListSerde(Serdes.Integer()).serializer().serialize(TOPIC, numbers))
        .isEqualTo(
            new org.apache.kafka.common.serialization.ListSerializer<>(
                    new org.apache.kafka.common.serialization.IntegerSerializer())
                .serialize(TOPIC, numbers));
    List<String> texts = Arrays.asList("a", null, "", "ccc");
    byte[] theirs =
        new org.apache.kafka.common.serialization.ListSerializer<>(
                new org.apache.kafka.common.serialization.StringSerializer())
            .serialize(TOPIC, texts);
    Serde<List<String>> serde = Serdes.ListSerde(Serdes.String());
    assertThat(serde.serializer().serialize(TOPIC, texts)).isEqualTo(theirs);
    assertThat(serde.deserializer().deserialize(TOPIC, theirs)).isEqualTo(texts);
  }

  @Test
  void listsOfEveryFixedSizeReadBackEqual() {
    roundTrip(Serdes.Short(), (short) 7);
    roundTrip(Serdes.Integer(), 7);
    roundTrip(Serdes.Long(), 7L);
    roundTrip(Serdes.Float(), 7f);
    roundTrip(Serdes.Double(), 7d);
    roundTrip(Serdes.UUID(), new UUID(7, 7));
    roundTrip(Serdes.Boolean(), true);
  }

  private static <T> void roundTrip(Serde<T> inner, T value) {
    Serde<List<T>> serde = Serdes.ListSerde(inner);
    for (List<T> list :
        List.of(new ArrayList<T>(), Arrays.asList(null, value, null), List.of(value, value))) {
      byte[] bytes = serde.serializer().serialize(TOPIC, list);
      assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(list);
    }
  }

  @Test
  void listsThatDoNotAddUpAreRefused() {
    Deserializer<List<Integer>> numbers = Serdes.ListSerde(Serdes.Integer()).deserializer();
    Deserializer<List<String>> texts = Serdes.ListSerde(Serdes.String()).deserializer();
    byte[] good =
        Serdes.ListSerde(Serdes.Integer()).serializer().serialize(TOPIC, Arrays.asList(1, null));
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> numbers.deserialize(TOPIC, cut))
          .isInstanceOf(SerializationException.class);
    }
    byte[] huge = {1, 0x7f, -1, -1, -1, 0, 0, 0, 0};
    assertThatThrownBy(() -> texts.deserialize(TOPIC, huge))
        .isInstanceOf(SerializationException.class);
    byte[] longElement = {1, 0, 0, 0, 1, 0x7f, -1, -1, -1};
    assertThatThrownBy(() -> texts.deserialize(TOPIC, longElement))
        .isInstanceOf(SerializationException.class);
    byte[] farNull = {0, 0, 0, 0, 1, 0x7f, -1, -1, -1, 0, 0, 0, 0};
    assertThatThrownBy(() -> numbers.deserialize(TOPIC, farNull))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> texts.deserialize(TOPIC, good))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> texts.deserialize(TOPIC, new byte[] {9})).hasMessageContaining("9");
  }

  @Test
  void theEncodingOfTheKeyGoesBeforeTheCommonOne() {
    StringSerializer serializer = new StringSerializer();
    serializer.configure(
        Map.of(
            "key.serializer.encoding",
            "UTF-16BE",
            "serializer.encoding",
            StandardCharsets.ISO_8859_1),
        true);
    assertThat(serializer.serialize(TOPIC, "é")).containsExactly(0, 0xE9);
    serializer.configure(Map.of("serializer.encoding", StandardCharsets.ISO_8859_1), false);
    assertThat(serializer.serialize(TOPIC, "é")).containsExactly(0xE9);
    assertThatThrownBy(() -> serializer.configure(Map.of("serializer.encoding", "no such"), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("serializer.encoding", "no such");
  }

  @Test
  void aTypeWithoutSerdeIsRefusedWithTheListOfThoseThatHaveOne() {
    assertThatThrownBy(() -> Serdes.serdeFrom(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("java.lang.Thread", "String", "UUID");
  }

  @Test
  void bytesOrderAsUnsignedNumbersAndPrintReadably() {
    assertThat(new Bytes(new byte[] {(byte) 0x80})).isGreaterThan(new Bytes(new byte[] {0x7f}));
    assertThat(new Bytes(new byte[] {'a', 0, '\\'})).hasToString("a\\x00\\x5C");
  }
}
