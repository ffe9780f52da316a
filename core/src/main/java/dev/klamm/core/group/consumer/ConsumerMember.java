package dev.klamm.core.group.consumer;

import dev.klamm.core.group.MemberIdentity;
import dev.klamm.core.group.classic.MemberTerms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member of a group: who it is, what it wants, and how far it has come. All of it is durable.
 *
 * @param rackId where it runs, or null if it did not say
 * @param assignor the assignor it would like, or null for any
 * @param topics the names it subscribes to, in order
 * @param regex the pattern of names it subscribes to; null or empty for none
 * @param classic what it asked for by the classic protocol; null for one that speaks the consumer
 *     protocol
 */
record ConsumerMember(
    MemberIdentity identity,
    @Nullable String rackId,
    int rebalanceTimeoutMs,
    @Nullable String assignor,
    List<String> topics,
    @Nullable String regex,
    @Nullable MemberTerms classic,
    Progress progress) {

  /** The epoch by which a member leaves. */
  static final int LEAVING = -1;

  /** The epoch by which a static member leaves that will be back, and that it has until then. */
  static final int STATIC_AWAY = -2;

  ConsumerMember {
    topics = List.copyOf(topics);
  }

  /** One that has said nothing yet. */
  static ConsumerMember joining(MemberIdentity identity) {
    return new ConsumerMember(identity, null, -1, null, List.of(), null, null, Progress.NONE);
  }

  String memberId() {
    return identity.memberId();
  }

  int epoch() {
    return progress.epoch();
  }

  boolean speaksClassic() {
    return classic != null;
  }

  /** The pattern it subscribes to, or null. */
  @Nullable String pattern() {
    return regex == null || regex.isEmpty() ? null : regex;
  }

  ConsumerMember with(Progress newProgress) {
    return newProgress.isSame(progress)
        ? this
        : new ConsumerMember(
            identity, rackId, rebalanceTimeoutMs, assignor, topics, regex, classic, newProgress);
  }

  ConsumerMember with(MemberIdentity newIdentity) {
    return new ConsumerMember(
        newIdentity, rackId, rebalanceTimeoutMs, assignor, topics, regex, classic, progress);
  }

  /** A static member under the id with which it came back; it has to catch up. */
  ConsumerMember comeBackAs(MemberIdentity newIdentity, int epoch) {
    return with(newIdentity)
        .with(
            Progress.step(
                progress,
                epoch,
                epoch,
                MemberState.STABLE,
                progress.assigned(),
                progress.revoking()));
  }
}
