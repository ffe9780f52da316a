package dev.klamm.core.group.consumer;

import dev.klamm.core.coordinator.StateReader;
import dev.klamm.core.coordinator.StateWriter;

/**
 * What is durable of a group beside its members. Its bytes, format 1: {@code epoch int32,
 * assignment epoch int32, topics hash int64}.
 *
 * @param epoch rises whenever members, subscriptions or subscribed topics change
 * @param assignmentEpoch the epoch for which the targets were computed
 * @param topicsHash of the topics subscribed to, as they were at this epoch
 */
record StoredGroup(int epoch, int assignmentEpoch, long topicsHash) {
  /** One that nothing is durable of; its first member begins epoch 2, as in Kafka. */
  static final StoredGroup NEW = new StoredGroup(1, 1, 0);

  private static final int FORMAT = 1;

  byte[] toBytes() {
    return new StateWriter(FORMAT).int32(epoch).int32(assignmentEpoch).int64(topicsHash).toBytes();
  }

  static StoredGroup read(String groupId, byte[] value) {
    StateReader in = new StateReader("group '" + groupId + "'", value, FORMAT);
    StoredGroup read = new StoredGroup(in.int32(), in.int32(), in.int64());
    in.end();
    return read;
  }
}
