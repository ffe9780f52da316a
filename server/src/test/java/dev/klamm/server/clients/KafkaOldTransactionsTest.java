package dev.klamm.server.clients;

import dev.klamm.api.admin.Admin;
import dev.klamm.server.kafka.KafkaNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our clients' transactions with genuine Apache Kafka that only knows the first version of them.
 */
@Tag("kafka")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KafkaOldTransactionsTest implements TransactionRules {
  @TempDir private static Path directory;
  private Cluster cluster;
  private Admin admin;

  @BeforeAll
  void open() throws Exception {
    KafkaNode node = KafkaNode.start(directory, "--feature", "transaction.version=0");
    cluster =
        new Cluster() {
          @Override
          public String bootstrapServers() {
            return node.bootstrapServers();
          }

          @Override
          public void close() {
            node.close();
          }
        };
    admin = cluster.admin();
  }

  @AfterAll
  void close() {
    if (admin != null) {
      admin.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Admin admin() {
    return admin;
  }
}
