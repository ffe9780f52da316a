package dev.klamm.core.consumer.assignor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.Assignment;
import dev.klamm.api.consumer.ConsumerPartitionAssignor.Subscription;
import dev.klamm.protocol.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.junit.jupiter.api.Test;

/** Our encoding against Kafka's. */
final class ConsumerProtocolTest {
  private static final List<TopicPartition> OWNED =
      List.of(new TopicPartition("a", 0), new TopicPartition("a", 2), new TopicPartition("b", 1));

  private static List<org.apache.kafka.common.TopicPartition> theirs(List<TopicPartition> ours) {
    return ours.stream()
        .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  @Test
  void aSubscriptionHasTheBytesThatKafkaWrites() {
    ByteBuffer userData = ByteBuffer.wrap(new byte[] {1, 2, 3});
    ByteBuffer ours =
        ConsumerProtocol.encodeSubscription(List.of("b", "a"), OWNED, 5, "rack", userData);
    ByteBuffer expected =
        org.apache.kafka.clients.consumer.internals.ConsumerProtocol.serializeSubscription(
            new ConsumerPartitionAssignor.Subscription(
                List.of("b", "a"), userData, theirs(OWNED), 5, Optional.of("rack")));
    assertThat(ours).isEqualTo(expected);
  }

  @Test
  void aSubscriptionOfEveryVersionIsRead() {
    for (short version = 0; version <= 3; version++) {
      ByteBuffer bytes =
          org.apache.kafka.clients.consumer.internals.ConsumerProtocol.serializeSubscription(
              new ConsumerPartitionAssignor.Subscription(
                  List.of("a", "b"), null, theirs(OWNED), 5, Optional.of("rack")),
              version);
      Subscription member = ConsumerProtocol.decodeSubscription("i", bytes);
      assertThat(member.topics()).containsExactly("a", "b");
      assertThat(member.ownedPartitions()).isEqualTo(version >= 1 ? OWNED : List.of());
      assertThat(member.generationId()).isEqualTo(version >= 2 ? Optional.of(5) : Optional.empty());
    }
  }

  @Test
  void anAssignmentHasTheBytesThatKafkaWritesAndComesBack() {
    ByteBuffer ours = ConsumerProtocol.encodeAssignment(new Assignment(OWNED));
    assertThat(ours)
        .isEqualTo(
            org.apache.kafka.clients.consumer.internals.ConsumerProtocol.serializeAssignment(
                new ConsumerPartitionAssignor.Assignment(theirs(OWNED))));
    assertThat(ConsumerProtocol.decodeAssignment(ours).partitions()).isEqualTo(OWNED);
  }

  @Test
  void noBytesMeanNoPartitions() {
    assertThat(ConsumerProtocol.decodeAssignment(ByteBuffer.allocate(0)).partitions()).isEmpty();
  }

  @Test
  void garbageIsRefused() {
    assertThatThrownBy(
            () -> ConsumerProtocol.decodeAssignment(ByteBuffer.wrap(new byte[] {-1, -1})))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(
            () -> ConsumerProtocol.decodeSubscription(null, ByteBuffer.wrap(new byte[3])))
        .isInstanceOf(MalformedMessageException.class);
  }
}
