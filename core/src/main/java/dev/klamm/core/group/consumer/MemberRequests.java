package dev.klamm.core.group.consumer;

import dev.klamm.api.cluster.Uuid;
import dev.klamm.api.error.KafkaError;
import dev.klamm.core.group.Caller;
import dev.klamm.core.group.MemberIdentity;
import dev.klamm.protocol.message.ConsumerGroupHeartbeatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a heartbeat says of its member. What it leaves out stays as it was. */
final class MemberRequests {
  private MemberRequests() {}

  /** The member as it wants to be; the same object if that is what it is. */
  static ConsumerMember applied(
      ConsumerMember member, ConsumerGroupHeartbeatRequest request, Caller caller) {
    if (saysNothing(member, request, caller)) {
      return member;
    }
    String regex = request.subscribedTopicRegex();
    if (regex != null && !regex.isEmpty() && !regex.equals(member.regex())) {
      TopicPatterns.compile(regex);
    }
    List<String> names = request.subscribedTopicNames();
    MemberIdentity identity = member.identity();
    return new ConsumerMember(
        new MemberIdentity(
            identity.memberId(),
            or(request.instanceId(), identity.instanceId()),
            caller.clientId(),
            caller.clientHost()),
        or(request.rackId(), member.rackId()),
        request.rebalanceTimeoutMs() == -1
            ? member.rebalanceTimeoutMs()
            : request.rebalanceTimeoutMs(),
        or(request.serverAssignor(), member.assignor()),
        names == null ? member.topics() : List.copyOf(new TreeSet<>(names)),
        or(regex, member.regex()),
        null,
        member.progress());
  }

  private static boolean saysNothing(
      ConsumerMember member, ConsumerGroupHeartbeatRequest request, Caller caller) {
    return request.subscribedTopicNames() == null
        && request.subscribedTopicRegex() == null
        && request.rackId() == null
        && request.rebalanceTimeoutMs() == -1
        && request.serverAssignor() == null
        && !member.speaksClassic()
        && caller.clientId().equals(member.identity().clientId())
        && caller.clientHost().equals(member.identity().clientHost());
  }

  private static @Nullable String or(@Nullable String said, @Nullable String known) {
    return said == null ? known : said;
  }

  /** Whether a member reads something else than before. */
  static boolean subscribesAnew(ConsumerMember before, ConsumerMember after) {
    String patternBefore = before.pattern();
    String patternAfter = after.pattern();
    boolean samePattern =
        patternBefore == null ? patternAfter == null : patternBefore.equals(patternAfter);
    return !samePattern || !before.topics().equals(after.topics());
  }

  /** Checks that a static member's name is its own. */
  static ConsumerMember checkHolder(
      @Nullable ConsumerMember holder, MemberIdentity identity, ConsumerGroup group) {
    if (holder == null) {
      throw new Refusal(
          KafkaError.UNKNOWN_MEMBER_ID,
          "Instance id " + identity.instanceId() + " is not known in group " + group.groupId());
    }
    if (!holder.memberId().equals(identity.memberId())) {
      throw new Refusal(
          KafkaError.FENCED_INSTANCE_ID,
          "Member "
              + identity.memberId()
              + " with instance id "
              + identity.instanceId()
              + " was replaced by member "
              + holder.memberId()
              + ".");
    }
    return holder;
  }

  static String newId(RandomGenerator random) {
    return new Uuid(random.nextLong(), random.nextLong()).toString();
  }

  static List<Integer> boxed(int[] numbers) {
    List<Integer> boxed = new ArrayList<>(numbers.length);
    for (int number : numbers) {
      boxed.add(number);
    }
    return boxed;
  }
}
