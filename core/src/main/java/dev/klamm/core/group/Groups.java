package dev.klamm.core.group;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All groups there are, of whatever kind. A group exists while it has committed something, has
 * members, has asked someone to come back, or has offsets.
 */
public final class Groups {
  private final Map<String, Group> byId = new HashMap<>();
  private final OffsetStore offsets;
  private final Function<String, Group> ofOffsetsOnly;

  /**
   * @param ofOffsetsOnly makes the group that someone's offsets belong to who never joined it
   */
  public Groups(OffsetStore offsets, Function<String, Group> ofOffsetsOnly) {
    this.offsets = offsets;
    this.ofOffsetsOnly = ofOffsetsOnly;
  }

  public @Nullable Group get(String groupId) {
    return byId.get(groupId);
  }

  /** Adds a group, in the place of one of another kind that has become it. */
  public void put(Group group) {
    byId.put(group.groupId(), group);
  }

  public Collection<Group> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** The durable part of a group was deleted: it is gone, but for its offsets. */
  public void remove(Group group) {
    if (byId.remove(group.groupId(), group) && offsets.has(group.groupId())) {
      put(ofOffsetsOnly.apply(group.groupId()));
    }
  }

  /** Forgets a group that holds nothing. */
  public void discardIfVoid(Group group) {
    if (group.isVoid() && !offsets.has(group.groupId())) {
      byId.remove(group.groupId(), group);
    }
  }

  /** Takes in an offset as it was committed. */
  public void replayOffset(byte[] key, byte @Nullable [] value) {
    GroupKeys.OffsetKey offset = GroupKeys.offsetKeyOf(key);
    offsets.replay(offset, value);
    keepInStep(offset.groupId(), value != null);
  }

  /** Takes in an offset of an open transaction. */
  public void replayPendingOffset(byte[] key, byte @Nullable [] value) {
    keepInStep(offsets.pending().replay(key, value), value != null);
  }

  private void keepInStep(String groupId, boolean added) {
    Group group = byId.get(groupId);
    if (added && group == null) {
      put(ofOffsetsOnly.apply(groupId));
    } else if (!added && group != null) {
      discardIfVoid(group);
    }
  }
}
