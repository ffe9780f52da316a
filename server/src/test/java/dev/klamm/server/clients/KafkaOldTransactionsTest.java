package dev.klamm.server.clients;

import dev.klamm.server.kafka.KafkaNode;

/** The same with transactions of the first version. */
final class KafkaOldTransactionsTest extends KafkaTransactionsTest {
  @Override
  KafkaNode node() throws Exception {
    return KafkaNode.start(directory, "--feature", "transaction.version=0");
  }
}
