package dev.klamm.core.broker.config;

import dev.klamm.api.config.ConfigKey;
import dev.klamm.api.storage.Durability;
import java.util.List;

/** Who the broker is, and where it keeps its data. */
public final class NodeKeys {

  public static final ConfigKey<Integer> NODE_ID =
      ConfigKey.int32("node.id")
          .alias("broker.id")
          .defaultTo(1)
          .atLeast(0)
          .high()
          .doc("The broker's number. Clients see it as the leader of every partition.");

  public static final ConfigKey<List<String>> PROCESS_ROLES =
      ConfigKey.list("process.roles")
          .defaultTo(List.of("broker", "controller"))
          .allow("a list with 'broker' in it", roles -> roles.contains("broker"))
          .high()
          .doc("What the process is. A broker is always its own controller here.");

  public static final ConfigKey<List<String>> LOG_DIRS =
      ConfigKey.list("log.dirs")
          .high()
          .doc("The directory for all data; of several the first is used. Counts before log.dir.");

  public static final ConfigKey<List<String>> LOG_DIR =
      ConfigKey.list("log.dir")
          .defaultTo(List.of("klamm-data"))
          .high()
          .doc("The directory for all data, if log.dirs is not set.");

  public static final ConfigKey<String> STORAGE =
      ConfigKey.text("klamm.storage")
          .high()
          .doc(
              "The address of the store: 'memory:', 'file:/directory', or that of another storage that is on"
                  + " the class path. Without it, a file store in the directory of log.dirs.");

  public static final ConfigKey<Durability> DURABILITY =
      ConfigKey.choice("klamm.durability", Durability.class)
          .high()
          .doc(
              "What acks=all waits for: none, os (survives the process), sync (survives a power cut) or shared"
                  + " (survives the machine). Without it, or above what the storage can do, the strongest it can.");

  public static final ConfigKey<String> CLUSTER_ID =
      ConfigKey.text("klamm.cluster.id")
          .notEmpty()
          .doc("The cluster's id when the store is new. Without it, a random one.");

  public static final ConfigKey<String> RACK =
      ConfigKey.text("broker.rack").doc("The rack or zone of the broker, which clients are told.");

  private NodeKeys() {}

  static List<ServerKey> all() {
    return new KeyList()
        .readOnly(ValueType.INT, NODE_ID)
        .readOnly(ValueType.LIST, PROCESS_ROLES)
        .readOnly(ValueType.LIST, LOG_DIRS)
        .readOnly(ValueType.LIST, LOG_DIR)
        .readOnly(ValueType.STRING, STORAGE)
        .readOnly(ValueType.STRING, DURABILITY)
        .readOnly(ValueType.STRING, CLUSTER_ID)
        .readOnly(ValueType.STRING, RACK)
        .keys();
  }
}
