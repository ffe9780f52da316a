package dev.klamm.strangers.admin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.klamm.strangers.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidUpdateVersionException;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.errors.UnsupportedByAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What this broker does not do is refused at once, by an error of its own. */
final class AdminRefusalsTest extends StockAdmin {

  /** Answers with the future of a call. */
  interface Call {
    KafkaFuture<?> make();
  }

  /**
   * A row of the table.
   *
   * @param method of {@code Admin}
   * @param error what its future fails with
   */
  record Refusal(String method, Call call, Class<? extends Exception> error) {
    @Override
    public String toString() {
      return method + " - " + error.getSimpleName();
    }
  }

  private static final TopicPartition PARTITION = new TopicPartition("any", 0);
  private static final ClientQuotaEntity USER =
      new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, "u"));
  private static final AclBinding ACL =
      new AclBinding(
          new ResourcePattern(ResourceType.TOPIC, "t", PatternType.LITERAL),
          new AccessControlEntry("User:u", "*", AclOperation.READ, AclPermissionType.ALLOW));

  @BeforeAll
  static void onlyOurs() {
    assumeTrue(Node.isOurs(), "genuine Kafka does many of these");
  }

  static Stream<Refusal> refusals() {
    return Stream.of(security(), shareGroups(), streamsGroups(), cluster()).flatMap(List::stream);
  }

  private static List<Refusal> security() {
    return List.of(
        refusal(
            "describeAcls",
            () -> admin.describeAcls(AclBindingFilter.ANY).values(),
            SecurityDisabledException.class),
        refusal(
            "createAcls",
            () -> admin.createAcls(List.of(ACL)).all(),
            SecurityDisabledException.class),
        refusal(
            "deleteAcls",
            () -> admin.deleteAcls(List.of(AclBindingFilter.ANY)).all(),
            SecurityDisabledException.class),
        refusal(
            "createDelegationToken",
            () -> admin.createDelegationToken().delegationToken(),
            UnsupportedByAuthenticationException.class),
        refusal(
            "renewDelegationToken",
            () -> admin.renewDelegationToken(new byte[] {1}).expiryTimestamp(),
            UnsupportedByAuthenticationException.class),
        refusal(
            "expireDelegationToken",
            () -> admin.expireDelegationToken(new byte[] {1}).expiryTimestamp(),
            UnsupportedByAuthenticationException.class),
        refusal(
            "describeDelegationToken",
            () -> admin.describeDelegationToken().delegationTokens(),
            UnsupportedByAuthenticationException.class),
        refusal(
            "alterUserScramCredentials",
            () ->
                admin
                    .alterUserScramCredentials(
                        List.of(
                            new UserScramCredentialUpsertion(
                                "u",
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4096),
                                "secret")))
                    .all(),
            UnsupportedSaslMechanismException.class),
        refusal(
            "alterClientQuotas",
            () ->
                admin
                    .alterClientQuotas(
                        List.of(
                            new ClientQuotaAlteration(
                                USER,
                                List.of(new ClientQuotaAlteration.Op("producer_byte_rate", 1.0)))))
                    .all(),
            InvalidRequestException.class));
  }

  private static List<Refusal> shareGroups() {
    return List.of(
        refusal(
            "describeShareGroups",
            () -> admin.describeShareGroups(List.of("g")).all(),
            UnsupportedVersionException.class),
        refusal(
            "listShareGroupOffsets",
            () -> admin.listShareGroupOffsets(Map.of("g", new ListShareGroupOffsetsSpec())).all(),
            UnsupportedVersionException.class),
        refusal(
            "alterShareGroupOffsets",
            () -> admin.alterShareGroupOffsets("g", Map.of(PARTITION, 1L)).all(),
            UnsupportedVersionException.class),
        refusal(
            "deleteShareGroupOffsets",
            () -> admin.deleteShareGroupOffsets("g", Set.of("t")).all(),
            UnsupportedVersionException.class),
        refusal(
            "deleteShareGroups",
            () -> admin.deleteShareGroups(List.of("none")).all(),
            GroupIdNotFoundException.class));
  }

  private static List<Refusal> streamsGroups() {
    return List.of(
        refusal(
            "describeStreamsGroups",
            () -> admin.describeStreamsGroups(List.of("g")).all(),
            UnsupportedVersionException.class),
        refusal(
            "deleteStreamsGroups",
            () -> admin.deleteStreamsGroups(List.of("none")).all(),
            GroupIdNotFoundException.class),
        refusal(
            "deleteStreamsGroupOffsets",
            () -> admin.deleteStreamsGroupOffsets("none", Set.of(PARTITION)).all(),
            GroupIdNotFoundException.class));
  }

  private static List<Refusal> cluster() {
    return List.of(
        refusal(
            "updateFeatures",
            () ->
                admin
                    .updateFeatures(
                        Map.of(
                            "metadata.version",
                            new FeatureUpdate((short) 99, FeatureUpdate.UpgradeType.UPGRADE)),
                        new org.apache.kafka.clients.admin.UpdateFeaturesOptions())
                    .all(),
            InvalidUpdateVersionException.class),
        refusal(
            "unregisterBroker",
            () -> admin.unregisterBroker(4711).all(),
            BrokerIdNotRegisteredException.class),
        refusal(
            "addRaftVoter",
            () ->
                admin
                    .addRaftVoter(
                        9,
                        Uuid.randomUuid(),
                        Set.of(new RaftVoterEndpoint("CONTROLLER", "localhost", 9)))
                    .all(),
            UnsupportedVersionException.class),
        refusal(
            "removeRaftVoter",
            () -> admin.removeRaftVoter(9, Uuid.randomUuid()).all(),
            UnsupportedVersionException.class),
        refusal(
            "incrementalAlterConfigs",
            () -> admin.incrementalAlterConfigs(Map.of(metrics(), List.of(interval()))).all(),
            InvalidRequestException.class));
  }

  private static ConfigResource metrics() {
    return new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "m");
  }

  private static AlterConfigOp interval() {
    return new AlterConfigOp(new ConfigEntry("interval.ms", "1000"), AlterConfigOp.OpType.SET);
  }

  private static Refusal refusal(String method, Call call, Class<? extends Exception> error) {
    return new Refusal(method, call, error);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void isRefused(Refusal refusal) {
    assertRefused(refusal.call().make(), refusal.error());
  }
}
