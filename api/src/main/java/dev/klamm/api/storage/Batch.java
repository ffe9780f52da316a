package dev.klamm.api.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One commit in the making: operations that take effect together, in the order they were added.
 * Built and committed by one thread; a batch is committed once.
 *
 * @since 0.1
 */
public final class Batch {

  private final List<Operation> operations = new ArrayList<>();

  /**
   * Appends record batches to a log.
   *
   * @param baseOffset the offset of the first record; must be the log's end when the batch is
   *     committed, earlier operations of it included
   * @param endOffset one past the last record
   * @param maxTimestamp the largest max timestamp of the batches, or -1
   * @param records whole, valid batches of magic 2, offsets and leader epoch already stamped;
   *     remaining bytes count, and must not change until the commit returned
   */
  public Batch append(
      LogId id, long baseOffset, long endOffset, long maxTimestamp, ByteBuffer records) {
    operations.add(new Append(id, baseOffset, endOffset, maxTimestamp, records));
    return this;
  }

  /** Sets a key. Neither array may change afterwards. */
  public Batch put(byte[] key, byte[] value) {
    if (key.length == 0 || key.length > KeyValues.MAX_KEY_BYTES) {
      throw new IllegalArgumentException(
          "key of " + key.length + " bytes, allowed are 1 to " + KeyValues.MAX_KEY_BYTES);
    }
    if (value.length > KeyValues.MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value of " + value.length + " bytes, allowed are 0 to " + KeyValues.MAX_VALUE_BYTES);
    }
    operations.add(new Put(key, value));
    return this;
  }

  /** Removes a key; one that is not there is fine. */
  public Batch delete(byte[] key) {
    operations.add(new Delete(key));
    return this;
  }

  /**
   * Raises a log's start: retention, or records deleted by request. Space is freed when the backend
   * can.
   *
   * @param newStart at most the log's end, and may lie inside a batch; one at or below today's
   *     start changes nothing
   */
  public Batch trimPrefix(LogId id, long newStart) {
    operations.add(new TrimPrefix(id, newStart));
    return this;
  }

  /**
   * Swaps whole batches of a log for others that keep their offsets: compaction. Views already
   * given out stay as they were.
   *
   * @param startOffset where a batch begins
   * @param endOffset exclusive, where a batch ends; at most what is durable
   * @param maxTimestamp the largest of the new batches, or -1
   * @param records batches within those offsets, rising, possibly with gaps and possibly none
   */
  public Batch replace(
      LogId id, long startOffset, long endOffset, long maxTimestamp, ByteBuffer records) {
    operations.add(new Replace(id, startOffset, endOffset, maxTimestamp, records));
    return this;
  }

  /** Removes a log with all it holds; one that is not there is fine. */
  public Batch drop(LogId id) {
    operations.add(new Drop(id));
    return this;
  }

  public boolean isEmpty() {
    return operations.isEmpty();
  }

  /** In the order they were added; unmodifiable. */
  public List<Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  /** One thing that a batch does. */
  public sealed interface Operation permits Append, Put, Delete, TrimPrefix, Replace, Drop {}

  /** See {@link Batch#append}. */
  public record Append(
      LogId id, long baseOffset, long endOffset, long maxTimestamp, ByteBuffer records)
      implements Operation {}

  /** See {@link Batch#put}. */
  public record Put(byte[] key, byte[] value) implements Operation {}

  /** See {@link Batch#delete}. */
  public record Delete(byte[] key) implements Operation {}

  /** See {@link Batch#trimPrefix}. */
  public record TrimPrefix(LogId id, long newStart) implements Operation {}

  /** See {@link Batch#replace}. */
  public record Replace(
      LogId id, long startOffset, long endOffset, long maxTimestamp, ByteBuffer records)
      implements Operation {}

  /** See {@link Batch#drop}. */
  public record Drop(LogId id) implements Operation {}
}
