package dev.klamm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.ProducerFencedException;
import dev.klamm.api.producer.ProducerRecord;
import dev.klamm.api.producer.TransactionalProducer;
import dev.klamm.api.serde.StringSerializer;
import dev.klamm.core.producer.KafkaProducer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TransactionTest {

  private static BrokerProcess broker;

  @BeforeAll
  static void startBroker() {
    broker = CommandRun.broker();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** A producer with a transaction open in partition 0 of the topic of its id's name. */
  private static TransactionalProducer<String, String> open(String id) throws Exception {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.broker().endpoint().toString(), "transactional.id", id),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(id, 0, "k", "v")).get(30, TimeUnit.SECONDS);
    return producer;
  }

  private static List<String> run(String... args) {
    return CommandRun.on(broker, args).lines();
  }

  @Test
  void listAndDescribeShowWhatIsOpen() throws Exception {
    try (var producer = open("shown")) {
      assertThat(run("transaction", "list", "--state", "ongoing"))
          .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
          .startsWith("TRANSACTIONAL-ID");
      assertThat(run("transaction", "list", "--state", "ongoing"))
          .anyMatch(line -> line.matches("shown +\\d+ +\\d+ +Ongoing"));
      assertThat(run("transaction", "list", "--state", "Empty"))
          .noneMatch(line -> line.startsWith("shown "));
      assertThat(run("transaction", "list", "--id-pattern", "sh.*n")).hasSize(2);
      assertThat(run("transaction", "describe", "shown"))
          .anyMatch(line -> line.matches("shown +\\d+ +\\d+ +\\d+ +Ongoing +60000 +\\S+ +shown-0"));
      assertThat(CommandRun.on(broker, "transaction", "describe", "shown", "-o", "json").out())
          .contains("\"partitions\":[\"shown-0\"]");
      producer.commitTransaction();
    }
  }

  @Test
  void abortByIdFencesTheProducer() throws Exception {
    try (var producer = open("by-id")) {
      assertThat(run("transaction", "abort", "by-id")).containsExactly("aborted by-id");
      assertThat(run("transaction", "list", "--state", "ongoing"))
          .noneMatch(line -> line.startsWith("by-id "));
      assertThatThrownBy(producer::commitTransaction).isInstanceOf(ProducerFencedException.class);
    }
  }

  @Test
  void abortByPlaceEndsWhatHangsThere() throws Exception {
    try (var producer = open("by-place")) {
      assertThat(
              run(
                  "transaction",
                  "abort",
                  "--topic",
                  "by-place",
                  "--partition",
                  "0",
                  "--start-offset",
                  "0"))
          .first(org.assertj.core.api.InstanceOfAssertFactories.STRING)
          .startsWith("aborted the transaction of producer ")
          .endsWith(" in by-place-0");
      producer.abortTransaction();
    }
    CommandRun none =
        CommandRun.withInput(
            "",
            new String[] {
              "transaction",
              "abort",
              "--topic",
              "by-place",
              "--partition",
              "0",
              "--start-offset",
              "7"
            },
            broker);
    assertThat(none.status()).isNotZero();
    assertThat(none.err()).contains("no transaction is open in by-place-0");
  }

  @Test
  void findHangingLeavesOutWhatACoordinatorKnowsOf() throws Exception {
    try (var producer = open("known")) {
      assertThat(
              run(
                  "transaction",
                  "find-hanging",
                  "--topic",
                  "known",
                  "--max-transaction-timeout",
                  "0"))
          .hasSize(1);
      producer.commitTransaction();
    }
  }

  @Test
  void whatCannotBeMeantIsRefused() {
    CommandRun state =
        CommandRun.withInput("", new String[] {"transaction", "list", "--state", "odd"}, broker);
    assertThat(state.err()).contains("--state is 'odd'", "Ongoing");
    CommandRun both = CommandRun.withInput("", new String[] {"transaction", "abort"}, broker);
    assertThat(both.status()).isNotZero();
    assertThat(both.err()).contains("--start-offset");
  }
}
