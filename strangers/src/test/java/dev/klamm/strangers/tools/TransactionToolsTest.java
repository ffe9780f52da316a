package dev.klamm.strangers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.tools.TransactionalMessageCopier;
import org.apache.kafka.tools.TransactionsCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** kafka-transactions. */
final class TransactionToolsTest extends ToolBed {

  @Test
  void transactionsAreListedAndDescribedAndTerminated() throws Exception {
    String topic = topic(1);
    String id = node.name("txn");
    try (KafkaProducer<String, String> producer = transactional(id)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, "k", "v")).get();
      assertThat(run(TransactionsCommand::main, "list").succeeded()).contains(id, "Ongoing");
      assertThat(run(TransactionsCommand::main, "describe", "--transactional-id", id).succeeded())
          .contains(topic + "-0");
      assertThat(
              run(
                      TransactionsCommand::main,
                      "describe-producers",
                      "--topic",
                      topic,
                      "--partition",
                      "0")
                  .succeeded())
          .contains("CurrentTransactionStartOffset");
      run(TransactionsCommand::main, "find-hanging", "--broker-id", "1").succeeded();
      run(TransactionsCommand::main, "forceTerminateTransaction", "--transactionalId", id)
          .succeeded();
    }
    assertThat(run(TransactionsCommand::main, "describe", "--transactional-id", id).succeeded())
        .doesNotContain("Ongoing");
  }

  @Test
  @Timeout(60)
  void messagesAreCopiedByTransactions() throws Exception {
    String from = topic(1);
    String to = topic(1);
    produce(from, "a\nb\nc\nd\ne\nf\n");
    Command.fork(
            TransactionalMessageCopier.class,
            "--broker-list",
            node.bootstrapServers(),
            "--input-topic",
            from,
            "--input-partition",
            "0",
            "--output-topic",
            to,
            "--transactional-id",
            node.name("copier"),
            "--consumer-group",
            node.name("group"),
            "--max-messages",
            "6",
            "--transaction-size",
            "2",
            "--enable-random-aborts")
        .succeeded();
    assertThat(
            run(
                    ConsoleConsumer::main,
                    "--topic",
                    to,
                    "--from-beginning",
                    "--isolation-level",
                    "read_committed",
                    "--max-messages",
                    "6",
                    "--timeout-ms",
                    "20000")
                .succeeded()
                .lines())
        .containsExactly("a", "b", "c", "d", "e", "f");
  }

  private static KafkaProducer<String, String> transactional(String id) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", node.bootstrapServers(), "transactional.id", id),
        new StringSerializer(),
        new StringSerializer());
  }
}
