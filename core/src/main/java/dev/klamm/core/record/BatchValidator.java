package dev.klamm.core.record;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.error.UnsupportedCompressionTypeException;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.BoundedBytes;
import dev.klamm.api.record.CompressionType;
import dev.klamm.api.record.TimestampType;
import dev.klamm.core.record.codec.Codecs;
import java.nio.ByteBuffer;

/**
 * Decides whether the records that a client sent for a partition may be stored, on the thread that
 * received them: exactly one batch of magic 2 that is in every respect what its header says. Once
 * it is accepted, nobody needs to look inside again.
 *
 * <p>It also makes the header true where Kafka corrects instead of refusing: the largest timestamp,
 * and all of it when the topic takes the broker's time. That is why the buffer must be writable.
 *
 * <p>Bounded in time and memory whatever the bytes say: an uncompressed batch is one pass with no
 * allocation, and decompression stops at a limit. One thread at a time; give each connection loop
 * its own.
 */
public final class BatchValidator implements AutoCloseable {

  private static final int MIN_LENGTH = BatchFormat.HEADER_SIZE - BatchFormat.LENGTH_OVERHEAD;

  private final RecordSection section;
  private final RecordScan scan = new RecordScan();
  private final BatchCheck result = new BatchCheck();
  private final int maxDecompressedBytes;

  /**
   * @param maxDecompressedBytes what the records of a compressed batch may come to; larger ones are
   *     refused as too large
   */
  public BatchValidator(Codecs codecs, int maxDecompressedBytes) {
    this.section = new RecordSection(codecs, maxDecompressedBytes);
    this.maxDecompressedBytes = maxDecompressedBytes;
  }

  /**
   * Checks the records of one partition of a produce request.
   *
   * @param records its bytes from position to limit, writable; position and limit stay
   * @param nowMs the broker's wall clock
   * @return the same object each time, valid until the next call
   */
  public BatchCheck check(ByteBuffer records, BatchRules rules, long nowMs) {
    int at = records.position();
    result.reset(records.remaining());
    if (!checkFrame(records, at, rules) || !checkHeader(records, at)) {
      return result;
    }
    if (openSection(records, at) && scanRecords(records, at, rules)) {
      accept(records, at, rules, nowMs);
    }
    return result;
  }

  private boolean checkFrame(ByteBuffer b, int at, BatchRules rules) {
    int available = b.remaining();
    if (available <= BatchFormat.MAGIC) {
      return refuse(
          KafkaError.INVALID_RECORD,
          "there is no batch: a produce request has exactly one for each partition");
    }
    byte magic = BatchFormat.magic(b, at);
    if (magic != BatchFormat.CURRENT_MAGIC) {
      return refuseMagic(magic);
    }
    int length = b.getInt(at + BatchFormat.LENGTH);
    if (length < MIN_LENGTH) {
      return refuse(
          KafkaError.CORRUPT_MESSAGE,
          "the batch's length is " + length + ", less than its header's " + MIN_LENGTH);
    }
    if (length != available - BatchFormat.LENGTH_OVERHEAD) {
      return refuseLength(length, available - BatchFormat.LENGTH_OVERHEAD);
    }
    if (available > rules.maxBatchBytes()) {
      return refuse(
          KafkaError.MESSAGE_TOO_LARGE,
          "the batch has " + available + " bytes, max.message.bytes is " + rules.maxBatchBytes());
    }
    return BatchHeader.crcMatches(b, at)
        || refuse(KafkaError.CORRUPT_MESSAGE, "the batch does not match its CRC");
  }

  private boolean refuseMagic(byte magic) {
    return magic == 0 || magic == 1
        ? refuse(
            KafkaError.INVALID_RECORD,
            "the records have magic " + magic + ", which was given up; only magic 2 is accepted")
        : refuse(KafkaError.CORRUPT_MESSAGE, "the batch has magic " + magic + "; only 2 is known");
  }

  private boolean refuseLength(int length, int available) {
    return refuse(
        KafkaError.INVALID_RECORD,
        length > available
            ? "the batch's length is " + length + " where only " + available + " bytes follow"
            : available - length + " bytes follow the batch; exactly one batch is accepted");
  }

  private boolean checkHeader(ByteBuffer b, int at) {
    int attributes = BatchFormat.attributes(b, at);
    int count = BatchFormat.recordCount(b, at);
    int lastOffsetDelta = BatchFormat.lastOffsetDelta(b, at);
    if (BatchFormat.baseOffset(b, at) != 0) {
      return invalid("the batch's base offset is " + BatchFormat.baseOffset(b, at) + ", not 0");
    }
    if (count <= 0) {
      return invalid("the batch claims " + count + " records");
    }
    if (lastOffsetDelta != count - 1) {
      return invalid(
          "the batch claims " + count + " records and a last offset delta of " + lastOffsetDelta);
    }
    if ((attributes & BatchFormat.CONTROL_MASK) != 0) {
      return invalid("clients may not write control records");
    }
    if ((attributes & BatchFormat.DELETE_HORIZON_MASK) != 0) {
      return invalid("clients may not set a delete horizon");
    }
    if ((attributes & BatchFormat.TIMESTAMP_TYPE_MASK) != 0) {
      return refuse(
          KafkaError.INVALID_TIMESTAMP, "producers may not set the timestamp type LogAppendTime");
    }
    if (!CompressionType.isKnown(attributes & BatchFormat.COMPRESSION_MASK)) {
      return invalid(
          "the batch's compression has the unknown number "
              + (attributes & BatchFormat.COMPRESSION_MASK));
    }
    return checkProducer(b, at);
  }

  private boolean checkProducer(ByteBuffer b, int at) {
    long producerId = BatchFormat.producerId(b, at);
    short epoch = BatchFormat.producerEpoch(b, at);
    int sequence = BatchFormat.baseSequence(b, at);
    if (producerId <= BatchFormat.NO_PRODUCER_ID) {
      return !BatchFormat.isTransactional(b, at)
          || invalid("the batch is transactional but has no producer id");
    }
    return epoch >= 0 && sequence >= 0
        || invalid(
            "the batch of producer "
                + producerId
                + " has epoch "
                + epoch
                + " and sequence "
                + sequence
                + "; neither may be negative");
  }

  private boolean openSection(ByteBuffer b, int at) {
    try {
      section.open(b, at);
      return true;
    } catch (BoundedBytes.LimitExceededException e) {
      return refuse(
          KafkaError.MESSAGE_TOO_LARGE,
          "the batch's records decompress to more than " + maxDecompressedBytes + " bytes");
    } catch (UnsupportedCompressionTypeException e) {
      return refuse(KafkaError.UNSUPPORTED_COMPRESSION_TYPE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return refuse(
          KafkaError.CORRUPT_MESSAGE, "the records cannot be decompressed: " + e.getMessage());
    }
  }

  private boolean scanRecords(ByteBuffer b, int at, BatchRules rules) {
    int count = BatchFormat.recordCount(b, at);
    if (scan.scan(section.buffer(), section.from(), section.to(), count, rules.keysRequired())) {
      return true;
    }
    if (scan.index() < 0) {
      return invalid(scan.problem());
    }
    result.refuseRecord(KafkaError.INVALID_RECORD, scan.index(), scan.problem());
    return false;
  }

  private void accept(ByteBuffer b, int at, BatchRules rules, long nowMs) {
    result.count = BatchFormat.recordCount(b, at);
    if (rules.timestampType() == TimestampType.LOG_APPEND_TIME) {
      result.maxTimestamp = nowMs;
      BatchHeader.stampLogAppendTime(b, at, nowMs);
      return;
    }
    long base = BatchFormat.baseTimestamp(b, at);
    long max = base + scan.maxDelta();
    result.maxTimestamp = max;
    result.maxTimestampDelta = scan.maxDeltaIndex();
    if (checkTimestamps(base + scan.minDelta(), max, rules, nowMs)
        && BatchFormat.maxTimestamp(b, at) != max) {
      BatchHeader.stampMaxTimestamp(b, at, max);
    }
  }

  /** Records without a timestamp are exempt, as in Kafka. */
  private boolean checkTimestamps(long min, long max, BatchRules rules, long nowMs) {
    if (max > nowMs && max - nowMs > rules.maxAfterMs()) {
      return refuseTimestamp(max, "message.timestamp.after.max.ms", rules.maxAfterMs(), nowMs);
    }
    if (min != BatchFormat.NO_TIMESTAMP && min < nowMs && nowMs - min > rules.maxBeforeMs()) {
      return refuseTimestamp(min, "message.timestamp.before.max.ms", rules.maxBeforeMs(), nowMs);
    }
    return true;
  }

  private boolean refuseTimestamp(long timestamp, String key, long allowed, long nowMs) {
    return refuse(
        KafkaError.INVALID_TIMESTAMP,
        "the timestamp "
            + timestamp
            + " is further from the broker's clock, "
            + nowMs
            + ", than the "
            + allowed
            + " ms of "
            + key);
  }

  private boolean invalid(String why) {
    return refuse(KafkaError.INVALID_RECORD, why);
  }

  private boolean refuse(KafkaError error, String why) {
    result.refuse(error, why);
    return false;
  }

  /** Frees the memory of decompressors. */
  @Override
  public void close() {
    section.close();
  }
}
