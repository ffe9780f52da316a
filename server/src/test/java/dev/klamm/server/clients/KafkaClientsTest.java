package dev.klamm.server.clients;

import static dev.klamm.server.clients.Rules.partition;
import static dev.klamm.server.clients.Rules.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.klamm.api.consumer.Consumer;
import dev.klamm.server.kafka.KafkaNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our clients and genuine Apache Kafka. */
@Tag("kafka")
final class KafkaClientsTest extends ClientSuite {
  @TempDir private static Path directory;

  @Override
  Cluster start() throws Exception {
    KafkaNode node = KafkaNode.start(directory);
    return new Cluster() {
      @Override
      public String bootstrapServers() {
        return node.bootstrapServers();
      }

      @Override
      public void close() {
        node.close();
      }
    };
  }

  @Test
  void whatWasAbortedIsNotReadByThoseWhoWantWhatIsCommitted() throws Exception {
    String topic = topic("transactions", 1);
    try (KafkaProducer<String, String> producer =
        Stock.producer(cluster(), Map.of("transactional.id", topic))) {
      producer.initTransactions();
      for (String value : List.of("kept-1", "dropped", "kept-2")) {
        producer.beginTransaction();
        producer.send(Stock.record(topic, "k", value));
        producer.flush();
        if (value.startsWith("kept")) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
    }
    for (String level : List.of("read_committed", "read_uncommitted")) {
      try (Consumer<String, String> consumer =
          cluster().consumer(Map.of("auto.offset.reset", "earliest", "isolation.level", level))) {
        consumer.assign(List.of(partition(topic, 0)));
        if (level.equals("read_committed")) {
          assertThat(Rules.values(read(consumer, 2))).containsExactly("kept-1", "kept-2");
        } else {
          assertThat(Rules.values(read(consumer, 3)))
              .containsExactly("kept-1", "dropped", "kept-2");
        }
      }
    }
  }
}
