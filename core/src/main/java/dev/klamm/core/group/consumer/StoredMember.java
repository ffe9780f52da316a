package dev.klamm.core.group.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.core.coordinator.StateReader;
import dev.klamm.core.coordinator.StateWriter;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.assignor.PartitionSet;
import dev.klamm.core.group.classic.MemberProtocol;
import dev.klamm.core.group.classic.MemberTerms;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of members and of assignments, format 1:
 *
 * <pre>
 *   member:      instance id text?, client id text, client host text, rack text?,
 *                rebalance time-out int32, assignor text?, regex text?, n int32, n x topic text,
 *                classic int32 (0 or 1); if so: session time-out int32, m int32, m x (protocol text, metadata bytes)
 *                epoch int32, previous epoch int32, state int32, assigned partitions, revoking partitions,
 *                for each of them in order: held since epoch int32
 *   partitions:  n int32, n x (topic id 2 x int64, m int32, m x partition int32)
 *   target:      partitions
 * </pre>
 */
final class StoredMember {
  private static final int FORMAT = 1;

  private StoredMember() {}

  static byte[] toBytes(ConsumerMember member) {
    MemberIdentity identity = member.identity();
    StateWriter out =
        new StateWriter(FORMAT)
            .text(identity.instanceId())
            .text(identity.clientId())
            .text(identity.clientHost())
            .text(member.rackId())
            .int32(member.rebalanceTimeoutMs())
            .text(member.assignor())
            .text(member.regex())
            .int32(member.topics().size());
    member.topics().forEach(out::text);
    write(out, member.classic());
    Progress progress = member.progress();
    out.int32(progress.epoch()).int32(progress.previousEpoch()).int32(progress.state().code());
    write(out, progress.assigned());
    write(out, progress.revoking());
    writeTenure(out, progress);
    return out.toBytes();
  }

  private static void write(StateWriter out, @Nullable MemberTerms classic) {
    out.int32(classic == null ? 0 : 1);
    if (classic != null) {
      out.int32(classic.sessionTimeoutMs()).int32(classic.protocols().size());
      classic.protocols().forEach(each -> out.text(each.name()).bytes(each.metadata()));
    }
  }

  private static void writeTenure(StateWriter out, Progress progress) {
    progress
        .held()
        .forEach(
            (topic, partitions) -> {
              for (int partition : partitions) {
                out.int32(progress.tenure().since(topic, partition));
              }
            });
  }

  private static void write(StateWriter out, PartitionSet partitions) {
    out.int32(partitions.topicCount());
    partitions.forEach(
        (topic, numbers) -> {
          out.int64(topic.mostSignificantBits()).int64(topic.leastSignificantBits());
          out.int32(numbers.length);
          for (int number : numbers) {
            out.int32(number);
          }
        });
  }

  static ConsumerMember read(String groupId, String memberId, byte[] value) {
    StateReader in =
        new StateReader("member '" + memberId + "' of group '" + groupId + "'", value, FORMAT);
    MemberIdentity identity = new MemberIdentity(memberId, in.nullableText(), in.text(), in.text());
    String rackId = in.nullableText();
    int rebalanceTimeoutMs = in.int32();
    String assignor = in.nullableText();
    String regex = in.nullableText();
    List<String> topics = topics(in);
    MemberTerms classic = classic(in, rebalanceTimeoutMs);
    ConsumerMember read =
        new ConsumerMember(
            identity, rackId, rebalanceTimeoutMs, assignor, topics, regex, classic, progress(in));
    in.end();
    return read;
  }

  private static List<String> topics(StateReader in) {
    int count = in.count();
    List<String> topics = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      topics.add(in.text());
    }
    return topics;
  }

  private static @Nullable MemberTerms classic(StateReader in, int rebalanceTimeoutMs) {
    if (in.int32() == 0) {
      return null;
    }
    int sessionTimeoutMs = in.int32();
    int count = in.count();
    List<MemberProtocol> protocols = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      protocols.add(new MemberProtocol(in.text(), in.bytes()));
    }
    return new MemberTerms(rebalanceTimeoutMs, sessionTimeoutMs, protocols);
  }

  private static Progress progress(StateReader in) {
    int epoch = in.int32();
    int previousEpoch = in.int32();
    MemberState state = MemberState.ofCode(in.int32());
    PartitionSet assigned = partitions(in);
    PartitionSet revoking = partitions(in);
    Tenure tenure = Tenure.of(assigned.union(revoking), (topic, partition) -> in.int32());
    return new Progress(epoch, previousEpoch, state, assigned, revoking, tenure);
  }

  private static PartitionSet partitions(StateReader in) {
    PartitionSet.Builder set = new PartitionSet.Builder();
    for (int topics = in.count(); topics > 0; topics--) {
      Uuid topic = new Uuid(in.int64(), in.int64());
      for (int partitions = in.count(); partitions > 0; partitions--) {
        set.add(topic, in.int32());
      }
    }
    return set.build();
  }

  static byte[] toBytes(PartitionSet target) {
    StateWriter out = new StateWriter(FORMAT);
    write(out, target);
    return out.toBytes();
  }

  static PartitionSet readTarget(String groupId, String memberId, byte[] value) {
    StateReader in =
        new StateReader(
            "the target of member '" + memberId + "' of group '" + groupId + "'", value, FORMAT);
    PartitionSet read = partitions(in);
    in.end();
    return read;
  }
}
