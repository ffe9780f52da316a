package dev.klamm.api.admin;

import dev.klamm.api.cluster.Node;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of the classic protocol, of consumers or of others, such as workers of Kafka Connect.
 *
 * @param groupId the group
 * @param protocol what its members are, such as {@code consumer} or {@code connect}; empty for a
 *     group that only has offsets
 * @param protocolData what they agreed on; for consumers the name of the assignor
 * @param members its members; the assignments are those of consumers, empty for others
 * @param state where it stands
 * @param coordinator the broker that coordinates it
 * @since 0.1
 */
public record ClassicGroupDescription(
    String groupId,
    String protocol,
    String protocolData,
    Collection<MemberDescription> members,
    GroupState state,
    @Nullable Node coordinator) {
  public ClassicGroupDescription {
    members = List.copyOf(members);
  }

  /** Whether the group only has offsets, which some consumer without a subscription committed. */
  public boolean isSimpleConsumerGroup() {
    return protocol.isEmpty();
  }
}
