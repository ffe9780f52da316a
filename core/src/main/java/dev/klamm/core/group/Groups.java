package dev.klamm.core.group;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All groups there are. A group exists while it has committed something, has members, has asked
 * someone to come back, or has offsets.
 */
final class Groups {
  private final Map<String, ClassicGroup> byId = new HashMap<>();
  private final OffsetStore offsets;

  Groups(OffsetStore offsets) {
    this.offsets = offsets;
  }

  @Nullable ClassicGroup get(String groupId) {
    return byId.get(groupId);
  }

  ClassicGroup getOrCreate(String groupId) {
    return byId.computeIfAbsent(groupId, ClassicGroup::new);
  }

  Collection<ClassicGroup> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Forgets a group that holds nothing. */
  void discardIfVoid(ClassicGroup group) {
    if (group.isVoid() && !offsets.has(group.groupId())) {
      byId.remove(group.groupId());
    }
  }

  void replayGroup(byte[] key, byte @Nullable [] value) {
    String groupId = GroupKeys.groupIdOf(key);
    if (value == null) {
      byId.remove(groupId);
    } else {
      getOrCreate(groupId).replay(GroupMetadata.fromBytes(groupId, value));
    }
  }

  void replayOffset(byte[] key, byte @Nullable [] value) {
    GroupKeys.OffsetKey offset = GroupKeys.offsetKeyOf(key);
    offsets.replay(offset, value);
    if (value != null) {
      getOrCreate(offset.groupId());
    } else {
      ClassicGroup group = byId.get(offset.groupId());
      if (group != null) {
        discardIfVoid(group);
      }
    }
  }
}
