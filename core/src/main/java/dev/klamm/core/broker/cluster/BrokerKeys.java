package dev.klamm.core.broker.cluster;

import dev.klamm.api.cluster.Uuid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The keys of the broker itself.
 *
 * <pre>
 *   cluster/id            the cluster's id, text
 *   config/broker         broker settings changed at run time
 *   topic/NAME            id, number of partitions and configuration of a topic
 * </pre>
 *
 * Others: {@code log.PartitionKeys}, and the coordinators'.
 */
public final class BrokerKeys {

  public static final byte[] CLUSTER_ID = bytes("cluster/id");
  public static final byte[] BROKER_CONFIG = bytes("config/broker");

  /** {@code config/group/} and the group's id: what is configured for it. */
  public static final byte[] GROUP_CONFIGS = bytes("config/group/");

  public static final byte[] GROUP_CONFIGS_END = after(GROUP_CONFIGS);

  static final byte[] TOPICS = bytes("topic/");
  static final byte[] TOPICS_END = after(TOPICS);

  private static final int TOPIC_VERSION = 1;
  private static final int CONFIG_VERSION = 1;

  private BrokerKeys() {}

  /** What the store keeps of a topic. */
  record StoredTopic(String name, Uuid id, int partitions, Map<String, String> overrides) {

    byte[] key() {
      return topic(name);
    }

    byte[] value() {
      return StoreFields.write(
          TOPIC_VERSION,
          out -> {
            out.writeLong(id.mostSignificantBits());
            out.writeLong(id.leastSignificantBits());
            out.writeInt(partitions);
            StoreFields.writeMap(out, overrides);
          });
    }

    static StoredTopic read(byte[] key, byte[] value) {
      String name =
          new String(key, TOPICS.length, key.length - TOPICS.length, StandardCharsets.UTF_8);
      return StoreFields.read(
          "topic " + name,
          TOPIC_VERSION,
          value,
          in ->
              new StoredTopic(
                  name,
                  new Uuid(in.readLong(), in.readLong()),
                  in.readInt(),
                  StoreFields.readMap(in)));
    }
  }

  static byte[] topic(String name) {
    return bytes("topic/" + name);
  }

  public static byte[] configValue(Map<String, String> configs) {
    return StoreFields.write(CONFIG_VERSION, out -> StoreFields.writeMap(out, configs));
  }

  public static byte[] groupConfig(String groupId) {
    byte[] id = bytes(groupId);
    byte[] key = Arrays.copyOf(GROUP_CONFIGS, GROUP_CONFIGS.length + id.length);
    System.arraycopy(id, 0, key, GROUP_CONFIGS.length, id.length);
    return key;
  }

  public static String configuredGroup(byte[] key) {
    return new String(
        key, GROUP_CONFIGS.length, key.length - GROUP_CONFIGS.length, StandardCharsets.UTF_8);
  }

  public static Map<String, String> readConfig(byte[] value) {
    return StoreFields.read(
        "the broker's configuration", CONFIG_VERSION, value, StoreFields::readMap);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The first key after all that begin with a prefix. */
  private static byte[] after(byte[] prefix) {
    byte[] end = Arrays.copyOf(prefix, prefix.length);
    end[end.length - 1]++;
    return end;
  }
}
