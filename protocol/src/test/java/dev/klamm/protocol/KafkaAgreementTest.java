package dev.klamm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message in every version reads and writes as Kafka's own class does. */
class KafkaAgreementTest {
  private static final int ROUNDS = 12;

  static Stream<Counterpart> messages() {
    return Counterpart.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void hasTheVersionsThatKafkaHas(Counterpart message) {
    assertThat(message.ours().get().lowestSupportedVersion())
        .isEqualTo(message.newKafka().lowestSupportedVersion());
    assertThat(message.ours().get().highestSupportedVersion())
        .isEqualTo(message.newKafka().highestSupportedVersion());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void writesWhatItReadAsKafkaDoes(Counterpart message) {
    message
        .versions()
        .forEach(
            version -> {
              for (int seed = 0; seed < ROUNDS; seed++) {
                ByteBuffer wire = new RandomWire(seed).message(message.schemas()[version]);
                ByteBuffer kafka = Counterpart.write(message.readKafka(wire, version), version);
                ByteBuffer ours = Counterpart.write(message.readOurs(wire, version), version);
                assertThat(ours).as("version %s, seed %s", version, seed).isEqualTo(kafka);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("messages")
  void readsWhatItWroteAsTheSameMessage(Counterpart message) {
    message
        .versions()
        .forEach(
            version -> {
              for (int seed = 0; seed < ROUNDS; seed++) {
                ByteBuffer wire = new RandomWire(seed).message(message.schemas()[version]);
                ApiMessage read = message.readOurs(wire, version);
                ApiMessage again = message.readOurs(Counterpart.write(read, version), version);
                assertThat(again).as("version %s, seed %s", version, seed).isEqualTo(read);
                assertThat(again).hasSameHashCodeAs(read);
                assertThat(again.toString()).startsWith(message.name() + "(");
              }
            });
  }

  /**
   * Which fields have a default other than zero, and which the older versions may drop, shows here.
   */
  @ParameterizedTest
  @MethodSource("messages")
  void writesInAnotherVersionOrRefusesAsKafkaDoes(Counterpart message) {
    message
        .versions()
        .forEach(
            from -> {
              for (int seed = 0; seed < ROUNDS / 4; seed++) {
                ByteBuffer wire = new RandomWire(seed).message(message.schemas()[from]);
                ApiMessage ours = message.readOurs(wire, from);
                Message kafka = message.readKafka(wire, from);
                message
                    .versions()
                    .forEach(to -> assertSameBytes(message + " read in " + from, ours, kafka, to));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("messages")
  void startsWithTheDefaultsThatKafkaHas(Counterpart message) {
    message
        .versions()
        .forEach(
            version -> assertSameBytes("new", message.ours().get(), message.newKafka(), version));
  }

  private static void assertSameBytes(String what, ApiMessage ours, Message kafka, int version) {
    Optional<ByteBuffer> ourBytes = ifAllowed(() -> Counterpart.write(ours, version));
    Optional<ByteBuffer> kafkaBytes = ifAllowed(() -> Counterpart.write(kafka, version));
    assertThat(ourBytes).as("%s, written in %s", what, version).isEqualTo(kafkaBytes);
  }

  /** Kafka says no by an exception of its own or, for nulls, by what Java throws. */
  private static Optional<ByteBuffer> ifAllowed(Supplier<ByteBuffer> write) {
    try {
      return Optional.of(write.get());
    } catch (UnsupportedFieldException | UnsupportedVersionException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
