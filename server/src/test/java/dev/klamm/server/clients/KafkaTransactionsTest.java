package dev.klamm.server.clients;

import dev.klamm.api.admin.Admin;
import dev.klamm.server.kafka.KafkaNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Transactions with genuine Apache Kafka, as it has them by default: the second version. */
@Tag("kafka")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaTransactionsTest implements TransactionRules {
  @TempDir static Path directory;
  private Cluster cluster;
  private Admin admin;

  KafkaNode node() throws Exception {
    return KafkaNode.start(directory);
  }

  @BeforeAll
  final void open() throws Exception {
    KafkaNode node = node();
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
  final void close() {
    if (admin != null) {
      admin.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Override
  public final Cluster cluster() {
    return cluster;
  }

  @Override
  public final Admin admin() {
    return admin;
  }
}
