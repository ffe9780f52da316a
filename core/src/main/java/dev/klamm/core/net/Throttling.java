package dev.klamm.core.net;

import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.ApiMessage;

/**
 * For how long a broker wants to be left alone (KIP-219). Up to some version of each answer brokers
 * waited themselves before they gave it, so that nothing is left for the client to do.
 */
final class Throttling {
  private Throttling() {}

  /** Milliseconds for which nothing more is to be sent on the connection; 0 mostly. */
  static int pauseMs(ApiKey api, short version, ApiMessage answer) {
    int ms = answer.throttleTimeMs();
    return ms > 0 && version >= firstForClients(api) ? ms : 0;
  }

  private static int firstForClients(ApiKey api) {
    return switch (api) {
      case FETCH -> 8;
      case PRODUCE, METADATA -> 6;
      case OFFSET_COMMIT, OFFSET_FETCH -> 4;
      case LIST_OFFSETS, JOIN_GROUP, CREATE_TOPICS -> 3;
      case FIND_COORDINATOR,
          HEARTBEAT,
          LEAVE_GROUP,
          SYNC_GROUP,
          DESCRIBE_GROUPS,
          LIST_GROUPS,
          API_VERSIONS,
          DELETE_TOPICS,
          DESCRIBE_CONFIGS ->
          2;
      case DELETE_RECORDS,
          INIT_PRODUCER_ID,
          ADD_PARTITIONS_TO_TXN,
          ADD_OFFSETS_TO_TXN,
          END_TXN,
          TXN_OFFSET_COMMIT,
          DESCRIBE_ACLS,
          CREATE_ACLS,
          DELETE_ACLS,
          ALTER_CONFIGS,
          ALTER_REPLICA_LOG_DIRS,
          DESCRIBE_LOG_DIRS,
          CREATE_PARTITIONS,
          CREATE_DELEGATION_TOKEN,
          RENEW_DELEGATION_TOKEN,
          EXPIRE_DELEGATION_TOKEN,
          DESCRIBE_DELEGATION_TOKEN,
          DELETE_GROUPS ->
          1;
      default -> 0;
    };
  }
}
