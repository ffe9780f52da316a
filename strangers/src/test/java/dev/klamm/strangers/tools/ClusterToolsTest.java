package dev.klamm.strangers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.BrokerApiVersionsCommand;
import org.apache.kafka.tools.ClusterTool;
import org.apache.kafka.tools.ConsumerPerformance;
import org.apache.kafka.tools.DelegationTokenCommand;
import org.apache.kafka.tools.EndToEndLatency;
import org.apache.kafka.tools.FeatureCommand;
import org.apache.kafka.tools.MetadataQuorumCommand;
import org.apache.kafka.tools.ProducerPerformance;
import org.apache.kafka.tools.VerifiableConsumer;
import org.apache.kafka.tools.VerifiableProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cluster's commands, those that measure, and those of Kafka's system tests. */
final class ClusterToolsTest extends ToolBed {

  @Test
  void theBrokersVersionsAreTold() {
    assertThat(run(BrokerApiVersionsCommand::main).succeeded())
        .contains("Produce(0): 0 to 13")
        .contains("Fetch(1): 4 to 18");
  }

  @Test
  void theClusterIsTold() {
    assertThat(
            Command.run(
                    ClusterTool::main, "cluster-id", "--bootstrap-server", node.bootstrapServers())
                .succeeded())
        .startsWith("Cluster ID: ");
    assertThat(
            Command.run(
                    ClusterTool::main,
                    "list-endpoints",
                    "--bootstrap-server",
                    node.bootstrapServers())
                .succeeded())
        .contains(Integer.toString(node.port()));
  }

  @Test
  void featuresAndTheQuorumAreDescribed() {
    run(FeatureCommand::main, "describe").succeeded();
    assertThat(run(MetadataQuorumCommand::main, "describe", "--status").succeeded())
        .contains("LeaderId:");
    assertThat(run(MetadataQuorumCommand::main, "describe", "--replication").succeeded())
        .contains("Leader");
  }

  @Test
  void accessControlAndTokensAreRefusedClearly() {
    assertThat(run(AclCommand::main, "--list").said()).contains("access control");
    assertThat(
            run(DelegationTokenCommand::main, "--describe", "--command-config", "/dev/null").said())
        .containsIgnoringCase("delegation token");
  }

  @Test
  void theCommandsThatMeasureRun() {
    String topic = topic(1);
    assertThat(
            Command.run(
                    ProducerPerformance::main,
                    "--topic",
                    topic,
                    "--num-records",
                    "5000",
                    "--record-size",
                    "100",
                    "--throughput",
                    "-1",
                    "--bootstrap-server",
                    node.bootstrapServers())
                .succeeded())
        .contains("5000 records sent");
    assertThat(
            run(
                    ConsumerPerformance::main,
                    "--topic",
                    topic,
                    "--num-records",
                    "5000",
                    "--timeout",
                    "20000")
                .succeeded())
        .contains("5000");
    assertThat(
            run(
                    EndToEndLatency::main,
                    "--topic",
                    topic,
                    "--num-records",
                    "100",
                    "--producer-acks",
                    "all",
                    "--record-size",
                    "100")
                .succeeded())
        .contains("Percentiles");
  }

  @Test
  @Timeout(60)
  void theVerifiableClientsAgree() throws Exception {
    String topic = topic(1);
    assertThat(
            Command.fork(
                    VerifiableProducer.class,
                    "--bootstrap-server",
                    node.bootstrapServers(),
                    "--topic",
                    topic,
                    "--max-messages",
                    "500",
                    "--throughput",
                    "-1")
                .succeeded())
        .contains("\"acked\":500");
    assertThat(
            Command.fork(
                    VerifiableConsumer.class,
                    "--bootstrap-server",
                    node.bootstrapServers(),
                    "--topic",
                    topic,
                    "--group-id",
                    node.name("group"),
                    "--max-messages",
                    "500",
                    "--reset-policy",
                    "earliest")
                .succeeded())
        .contains("\"maxOffset\":499");
  }
}
