package dev.klamm.server.doctor;

import dev.klamm.api.admin.Admin;
import dev.klamm.api.admin.DescribeClusterResult;
import dev.klamm.api.cluster.Node;
import dev.klamm.api.error.KafkaException;
import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.BootstrapAddresses;
import dev.klamm.server.terminal.CommandFailure;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Outcome;
import dev.klamm.server.terminal.Reachability;
import java.util.Collection;

/**
 * Are the addresses that the brokers give of themselves reachable? Clients use these after the
 * first answer, and hang when they are wrong.
 */
record ClusterCheck(ConnectionOptions connection) {

  private static final String CLUSTER = "cluster";
  private static final String ADVERTISED = "advertised";

  void run(Findings findings) {
    try (Admin admin = connection.admin()) {
      DescribeClusterResult cluster = admin.describeCluster();
      Collection<Node> nodes = Outcome.of(cluster.nodes());
      findings.ok(CLUSTER, "id " + Outcome.of(cluster.clusterId()) + ", brokers: " + nodes.size());
      nodes.forEach(node -> advertised(node, findings));
    } catch (KafkaException | CommandFailure e) {
      findings.fail(
          CLUSTER,
          "it does not describe itself: " + e.getMessage(),
          "see the broker's log; for TLS or SASL give the settings by --command-config");
    }
  }

  private static void advertised(Node node, Findings findings) {
    if (BootstrapAddresses.IN_PROCESS.equals(new Endpoint(node.host(), node.port()))) {
      return;
    }
    String address = node.host() + ":" + node.port();
    String failure = Reachability.failure(node.host(), node.port());
    if (failure == null) {
      findings.ok(ADVERTISED, "broker " + node.id() + " is reachable as " + address);
    } else {
      findings.fail(
          ADVERTISED,
          "broker "
              + node.id()
              + " says that it is "
              + address
              + ", which cannot be reached from here: "
              + failure,
          "set advertised.listeners of that broker to an address that its clients can reach");
    }
  }
}
