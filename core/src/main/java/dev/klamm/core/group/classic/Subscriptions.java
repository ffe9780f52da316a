package dev.klamm.core.group.classic;

import dev.klamm.protocol.MalformedMessageException;
import dev.klamm.protocol.MessageReader;
import dev.klamm.protocol.message.ConsumerProtocolSubscription;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks into what consumers say to each other, where the broker must know what they read. */
public final class Subscriptions {
  private Subscriptions() {}

  /**
   * The topics that a group's members subscribe to, or null when that cannot be told, because one
   * of them speaks in a way that is not known here.
   */
  static @Nullable Set<String> topicsOf(ClassicGroup group) {
    Set<String> topics = new HashSet<>();
    for (GroupMember member : group.members().all()) {
      byte[] metadata = member.terms().metadata(group.protocolName());
      if (metadata == null || !addTopics(metadata, topics)) {
        return null;
      }
    }
    return topics;
  }

  private static boolean addTopics(byte[] subscription, Set<String> topics) {
    ConsumerProtocolSubscription read = read(subscription);
    if (read != null) {
      topics.addAll(read.topics());
    }
    return read != null;
  }

  /** What a consumer told its leader, or null if it speaks in a way that is not known here. */
  public static @Nullable ConsumerProtocolSubscription read(byte[] subscription) {
    try {
      MessageReader in = new MessageReader(ByteBuffer.wrap(subscription));
      short version = in.readInt16("version");
      if (version < ConsumerProtocolSubscription.LOWEST_SUPPORTED_VERSION) {
        return null;
      }
      // A newer version only adds behind what is known.
      short known =
          (short) Math.min(version, ConsumerProtocolSubscription.HIGHEST_SUPPORTED_VERSION);
      ConsumerProtocolSubscription read = new ConsumerProtocolSubscription();
      read.read(in, known);
      return read;
    } catch (MalformedMessageException e) {
      // The bytes are the clients' own business; not knowing is an answer.
      return null;
    }
  }
}
