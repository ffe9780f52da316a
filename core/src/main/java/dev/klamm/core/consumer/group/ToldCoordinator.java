package dev.klamm.core.consumer.group;

import dev.klamm.api.cluster.TopicIdPartition;
import dev.klamm.core.runtime.Ordered;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator was told by heartbeats so far, so that each tells only what is new. After a
 * heartbeat whose fate is not known, everything is told again.
 */
final class ToldCoordinator {
  private static final int UNCHANGED = -1;

  private final ConsumerMembershipSettings settings;
  private boolean anything;
  private @Nullable Set<String> topics;
  private @Nullable String regex;
  private @Nullable Set<TopicIdPartition> owned;

  ToldCoordinator(ConsumerMembershipSettings settings) {
    this.settings = settings;
  }

  void forget() {
    anything = false;
    topics = null;
    regex = null;
    owned = null;
  }

  /** The content of the next heartbeat, which counts as told from here on. */
  HeartbeatContent next(
      String memberId, int epoch, ConsumerSubscription wanted, Set<TopicIdPartition> has) {
    boolean all = !anything || epoch == 0;
    HeartbeatContent content =
        new HeartbeatContent(
            memberId,
            epoch,
            settings.groupInstanceId(),
            all ? settings.rack() : null,
            all ? (int) Math.min(Integer.MAX_VALUE, settings.maxPollIntervalMs()) : UNCHANGED,
            all || !wanted.topics().equals(topics) ? wanted.topics() : null,
            regex(all, wanted.regex()),
            all ? settings.remoteAssignor() : null,
            all || !has.equals(owned) ? has : null);
    anything = true;
    topics = wanted.topics();
    regex = wanted.regex();
    owned = Ordered.set(has);
    return content;
  }

  private @Nullable String regex(boolean all, @Nullable String wanted) {
    if (!all && Objects.equals(wanted, regex)) {
      return null;
    }
    return wanted == null && regex != null ? "" : wanted;
  }
}
