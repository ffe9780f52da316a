package dev.klamm.core.txn;

import dev.klamm.api.storage.CorruptStoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transactional ids and where each stands; changes by replay only.
 *
 * <pre>
 *   "txn/" transactional-id     {@link TransactionMetadata}
 * </pre>
 */
final class Transactions {
  private static final byte[] PREFIX = "txn/".getBytes(StandardCharsets.UTF_8);

  private final Map<String, TransactionMetadata> byId = new HashMap<>();

  static byte[] prefix() {
    return PREFIX.clone();
  }

  static byte[] key(String transactionalId) {
    byte[] id = transactionalId.getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf(PREFIX, PREFIX.length + id.length);
    System.arraycopy(id, 0, key, PREFIX.length, id.length);
    return key;
  }

  private static String idOf(byte[] key) {
    if (key.length < PREFIX.length || !Arrays.equals(key, 0, PREFIX.length, PREFIX, 0, 4)) {
      throw new CorruptStoreException("a key of " + key.length + " bytes is of no transaction");
    }
    return new String(key, PREFIX.length, key.length - PREFIX.length, StandardCharsets.UTF_8);
  }

  void replay(byte[] key, byte @Nullable [] value) {
    String id = idOf(key);
    if (value == null) {
      byId.remove(id);
    } else {
      byId.put(id, TransactionMetadata.fromBytes(id, value));
    }
  }

  @Nullable TransactionMetadata get(String transactionalId) {
    return byId.get(transactionalId);
  }

  /** Unmodifiable, but changes as effects are replayed. */
  Map<String, TransactionMetadata> all() {
    return Collections.unmodifiableMap(byId);
  }

  static void put(String transactionalId, TransactionMetadata metadata, Turn turn) {
    turn.effects().put(key(transactionalId), metadata.toBytes());
  }

  static void delete(String transactionalId, Turn turn) {
    turn.effects().delete(key(transactionalId));
  }
}
