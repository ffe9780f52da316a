package dev.klamm.api.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.klamm.api.error.TopicExistsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdminTypesTest {
  @ParameterizedTest
  @EnumSource(org.apache.kafka.common.GroupState.class)
  void statesOfGroupsAreThoseOfKafka(org.apache.kafka.common.GroupState theirs) {
    assertThat(GroupState.parse(theirs.toString()).name()).isEqualTo(theirs.name());
    assertThat(GroupState.valueOf(theirs.name())).hasToString(theirs.toString());
  }

  @ParameterizedTest
  @EnumSource(org.apache.kafka.common.GroupType.class)
  void typesOfGroupsAreThoseOfKafka(org.apache.kafka.common.GroupType theirs) {
    assertThat(GroupType.parse(theirs.toString()).name()).isEqualTo(theirs.name());
    assertThat(GroupType.parse("no such")).isEqualTo(GroupType.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(org.apache.kafka.common.config.ConfigResource.Type.class)
  void numbersOfResourcesAreThoseOfKafka(
      org.apache.kafka.common.config.ConfigResource.Type theirs) {
    assertThat(ConfigResource.Type.forId(theirs.id()).name()).isEqualTo(theirs.name());
  }

  @ParameterizedTest
  @EnumSource(org.apache.kafka.clients.admin.AlterConfigOp.OpType.class)
  void numbersOfChangesAreThoseOfKafka(org.apache.kafka.clients.admin.AlterConfigOp.OpType theirs) {
    assertThat(AlterConfigOp.OpType.forId(theirs.id()).name()).isEqualTo(theirs.name());
  }

  @Test
  void unknownNumbersNeverFailExceptForChanges() {
    assertThat(ConfigEntry.ConfigSource.forId((byte) 99))
        .isEqualTo(ConfigEntry.ConfigSource.UNKNOWN);
    assertThat(ConfigEntry.ConfigSource.forId((byte) -1))
        .isEqualTo(ConfigEntry.ConfigSource.UNKNOWN);
    assertThat(ConfigEntry.ConfigType.forId((byte) 99)).isEqualTo(ConfigEntry.ConfigType.UNKNOWN);
    assertThat(ConfigResource.Type.forId((byte) 3)).isEqualTo(ConfigResource.Type.UNKNOWN);
    assertThatThrownBy(() -> AlterConfigOp.OpType.forId((byte) 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(ConfigEntry.ConfigSource.class)
  void numbersOfSourcesAreThoseOfTheProtocol(ConfigEntry.ConfigSource source) {
    String name =
        org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource.forId(source.id())
            .name();
    assertThat(
            name.replace("TOPIC_CONFIG", "DYNAMIC_TOPIC_CONFIG")
                .replace("DYNAMIC_DYNAMIC", "DYNAMIC"))
        .isIn(source.name(), "CLIENT_METRICS_CONFIG", "GROUP_CONFIG");
    assertThat(ConfigEntry.ConfigSource.forId(source.id())).isEqualTo(source);
  }

  @ParameterizedTest
  @EnumSource(ConfigEntry.ConfigType.class)
  void numbersOfKindsAreThoseOfTheProtocol(ConfigEntry.ConfigType type) {
    assertThat(
            org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType.forId(type.id())
                .name())
        .isEqualTo(type.name());
    assertThat(ConfigEntry.ConfigType.forId(type.id())).isEqualTo(type);
  }

  @Test
  void offsetsAreAskedForByTheNumbersOfTheProtocol() {
    assertThat(
            List.of(
                OffsetSpec.latest(),
                OffsetSpec.earliest(),
                OffsetSpec.maxTimestamp(),
                OffsetSpec.earliestLocal(),
                OffsetSpec.latestTiered(),
                OffsetSpec.earliestPendingUpload(),
                OffsetSpec.forTimestamp(7)))
        .extracting(OffsetSpec::wireTimestamp)
        .containsExactly(-1L, -2L, -3L, -4L, -5L, -6L, 7L);
    assertThatThrownBy(() -> OffsetSpec.forTimestamp(-1)).hasMessageContaining("-1");
  }

  @Test
  void aTopicLeavesToTheBrokerWhatItDoesNotSay() {
    NewTopic topic =
        new NewTopic("t", Optional.empty(), Optional.of((short) 1))
            .configs(Map.of("retention.ms", "1"));
    assertThat(topic.numPartitions()).isEqualTo(-1);
    assertThat(topic.replicasAssignments()).isNull();
    assertThat(topic)
        .isEqualTo(new NewTopic("t", -1, (short) 1).configs(Map.of("retention.ms", "1")))
        .hasToString(
            "(name=t, numPartitions=default, replicationFactor=1, replicasAssignments=null, configs={retention.ms=1})");
  }

  @Test
  void secretValuesAreNotPrinted() {
    ConfigEntry entry =
        new ConfigEntry(
            "p",
            "hunter2",
            ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG,
            true,
            true,
            List.of(),
            ConfigEntry.ConfigType.PASSWORD,
            null);
    assertThat(entry.toString()).doesNotContain("hunter2");
    assertThat(new Config(List.of(entry)).get("p")).isEqualTo(entry);
    assertThat(new Config(List.of(entry)).get("q")).isNull();
  }

  @Test
  void sizesThatAreNotKnownAreEmpty() {
    assertThat(new LogDirDescription(null, Map.of()).totalBytes()).isEmpty();
    assertThat(new LogDirDescription(new TopicExistsException("x"), Map.of(), 5, 0).usableBytes())
        .hasValue(0);
  }

  @Test
  void optionsKeepWhatTheyAreTold() {
    assertThat(new CreateTopicsOptions().timeoutMs(5).validateOnly(true).timeoutMs()).isEqualTo(5);
    assertThat(new CreateTopicsOptions().shouldRetryOnQuotaViolation()).isTrue();
    assertThat(new DeleteTopicsOptions().timeoutMs()).isNull();
    assertThat(ListGroupsOptions.forConsumerGroups().protocolTypes())
        .containsExactlyInAnyOrder("", "consumer");
    assertThat(new RemoveMembersFromConsumerGroupOptions().removeAll()).isTrue();
    assertThat(new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove("i"))).members())
        .containsExactly(new MemberToRemove("i"));
    assertThatThrownBy(() -> new RemoveMembersFromConsumerGroupOptions(Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
