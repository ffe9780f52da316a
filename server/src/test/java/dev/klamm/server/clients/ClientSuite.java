package dev.klamm.server.clients;

import dev.klamm.api.admin.Admin;
import dev.klamm.core.embedded.Klamm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What our clients do with any cluster. One class for each kind of cluster runs all the rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClientSuite
    implements ProducerRules,
        ConsumerRules,
        TransactionRules,
        GroupRules,
        BrokerDividedGroupRules,
        MixedRules,
        AdminRules,
        AdminGroupRules,
        AdminTransactionRules {
  private Cluster cluster;
  private Admin admin;

  abstract Cluster start() throws Exception;

  /** A broker of ours whose groups hear of changes soon. */
  static Klamm.Builder quick() {
    return Klamm.builder()
        .set("group.consumer.min.heartbeat.interval.ms", "100")
        .set("group.consumer.heartbeat.interval.ms", "100");
  }

  @BeforeAll
  void open() throws Exception {
    cluster = start();
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
