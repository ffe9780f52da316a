package dev.klamm.core.broker.fetch;

import dev.klamm.api.error.KafkaError;
import dev.klamm.api.record.BatchFormat;
import dev.klamm.api.record.RecordsRead;
import dev.klamm.api.record.RecordsView;
import dev.klamm.api.storage.BatchCursor;
import dev.klamm.api.storage.OffsetOutOfRangeException;
import dev.klamm.api.storage.StorageException;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.metrics.TopicMetrics;
import dev.klamm.core.log.LeaderEpochs;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.message.FetchResponse.AbortedTransaction;
import dev.klamm.protocol.message.FetchResponse.EpochEndOffset;
import dev.klamm.protocol.message.FetchResponse.FetchableTopicResponse;
import dev.klamm.protocol.message.FetchResponse.PartitionData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to be had for one fetch at one moment: for each partition an error, or a view of
 * its records. Either its {@link #topics} go into an answer, which then owns the views, or it is
 * {@link #discard}ed.
 */
final class FetchGathering {

  private static final Logger LOG = LoggerFactory.getLogger(FetchGathering.class);

  /**
   * As many aborted transactions are told without looking how far what was read goes; a few too
   * many do no harm.
   */
  private static final int ABORTED_WITHOUT_LOOKING = 16;

  private final List<FetchTarget> targets;
  private final boolean committedOnly;
  private final List<PartitionData> found;
  private final List<FetchTarget> served = new ArrayList<>();
  private long sizeInBytes;
  private boolean hasError;

  private FetchGathering(List<FetchTarget> targets, boolean committedOnly) {
    this.targets = targets;
    this.committedOnly = committedOnly;
    this.found = new ArrayList<>(targets.size());
  }

  /**
   * Looks at each target in turn, until {@code maxBytes} are together; the first batch of all comes
   * whatever its size.
   */
  static FetchGathering of(
      List<FetchTarget> targets, ClusterImage image, boolean committedOnly, int maxBytes) {
    FetchGathering gathering = new FetchGathering(targets, committedOnly);
    for (int i = 0; i < targets.size(); i++) {
      FetchTarget target = targets.get(i);
      long left = Math.max(0, maxBytes - gathering.sizeInBytes);
      gathering.add(target, gathering.look(target, image, (int) left));
    }
    return gathering;
  }

  /** The same error for all. */
  static FetchGathering refused(List<FetchTarget> targets, KafkaError error) {
    FetchGathering gathering = new FetchGathering(targets, false);
    for (int i = 0; i < targets.size(); i++) {
      FetchTarget target = targets.get(i);
      gathering.add(target, nothing(target).errorCode(error.code()));
    }
    return gathering;
  }

  private static PartitionData nothing(FetchTarget target) {
    return new PartitionData()
        .partitionIndex(target.key().partition())
        .highWatermark(-1)
        .abortedTransactions(null)
        .records(RecordsView.empty());
  }

  private void add(FetchTarget target, PartitionData data) {
    found.add(data);
    RecordsView records = data.records();
    if (records != null && records.sizeInBytes() > 0) {
      sizeInBytes += records.sizeInBytes();
      served.add(target);
    }
    hasError |= data.errorCode() != KafkaError.NONE.code() || data.divergingEpoch().epoch() >= 0;
  }

  private PartitionData look(FetchTarget target, ClusterImage image, int maxBytes) {
    PartitionData data = nothing(target);
    Partition partition = FetchOperation.find(image, target.key());
    if (partition == null) {
      return data.errorCode(unknown(target, image).code());
    }
    KafkaError epochError = partition.checkEpoch(target.currentLeaderEpoch());
    return epochError == KafkaError.NONE
        ? read(target, partition, maxBytes, data)
        : data.errorCode(epochError.code());
  }

  private static KafkaError unknown(FetchTarget target, ClusterImage image) {
    boolean byId = target.key().topic().isEmpty();
    return byId && image.topic(target.key().topicId()) == null
        ? KafkaError.UNKNOWN_TOPIC_ID
        : KafkaError.UNKNOWN_TOPIC_OR_PARTITION;
  }

  private PartitionData read(
      FetchTarget target, Partition partition, int maxBytes, PartitionData data) {
    long lastStableOffset = partition.lastStableOffset();
    long highWatermark = partition.highWatermark();
    long end = committedOnly ? lastStableOffset : highWatermark;
    long startOffset = partition.startOffset();
    long offset = target.fetchOffset();
    if (offset < startOffset || offset > partition.log().endOffset()) {
      return data.errorCode(KafkaError.OFFSET_OUT_OF_RANGE.code());
    }
    data.highWatermark(highWatermark)
        .lastStableOffset(lastStableOffset)
        .logStartOffset(startOffset);
    if (committedOnly) {
      data.abortedTransactions(List.of());
    }
    if (diverges(target, partition, data) || offset >= end) {
      return data;
    }
    int limit = Math.min(maxBytes, target.maxBytes());
    try {
      RecordsView records = view(partition.read(offset, end, limit, sizeInBytes == 0));
      if (committedOnly && records.sizeInBytes() > 0) {
        data.abortedTransactions(aborted(partition, offset, end, records.sizeInBytes()));
      }
      return data.records(records);
    } catch (OffsetOutOfRangeException trimmedMeanwhile) {
      return data.errorCode(KafkaError.OFFSET_OUT_OF_RANGE.code());
    } catch (StorageException e) {
      LOG.error("Cannot read {} from offset {}", partition, offset, e);
      return data.errorCode(KafkaError.KAFKA_STORAGE_ERROR.code());
    }
  }

  private static List<AbortedTransaction> aborted(
      Partition partition, long from, long end, int sizeInBytes) {
    List<dev.klamm.core.log.AbortedTransaction> found = partition.abortedTransactions(from, end);
    if (found.size() > ABORTED_WITHOUT_LOOKING) {
      found = partition.abortedTransactions(from, endOfRead(partition, from, sizeInBytes));
    }
    List<AbortedTransaction> told = new ArrayList<>(found.size());
    for (dev.klamm.core.log.AbortedTransaction each : found) {
      told.add(
          new AbortedTransaction().producerId(each.producerId()).firstOffset(each.firstOffset()));
    }
    return told;
  }

  /** One past the last offset of what was read. */
  private static long endOfRead(Partition partition, long from, int sizeInBytes) {
    long end = from;
    int left = sizeInBytes;
    try (BatchCursor headers = partition.log().headers(from)) {
      while (left > 0 && headers.next()) {
        left -= BatchFormat.sizeInBytes(headers.header(), 0);
        end = BatchFormat.lastOffset(headers.header(), 0) + 1;
      }
    }
    return end;
  }

  /** The broker refuses stores that promise records for later, so what was read is here. */
  private static RecordsView view(RecordsRead read) {
    return (RecordsView) read;
  }

  /** Tells a client whose log took another course than ours where it did (KIP-595). */
  private static boolean diverges(FetchTarget target, Partition partition, PartitionData data) {
    if (target.lastFetchedEpoch() == LeaderEpochs.UNKNOWN) {
      return false;
    }
    LeaderEpochs.EpochEnd end = partition.endOfEpoch(target.lastFetchedEpoch());
    if (end.epoch() == LeaderEpochs.UNKNOWN
        || (end.epoch() == target.lastFetchedEpoch() && end.endOffset() >= target.fetchOffset())) {
      return false;
    }
    data.divergingEpoch(new EpochEndOffset().epoch(end.epoch()).endOffset(end.endOffset()));
    return true;
  }

  /** Counts what is about to go out. */
  void count(TopicMetrics metrics, ClusterImage image) {
    for (int i = 0; i < found.size(); i++) {
      PartitionData data = found.get(i);
      RecordsView records = data.records();
      if (data.errorCode() != KafkaError.NONE.code()) {
        metrics.fetchFailed();
      } else if (records != null && records.sizeInBytes() > 0) {
        Partition partition = FetchOperation.find(image, targets.get(i).key());
        if (partition != null) {
          metrics.fetched(partition.name().topic(), records.sizeInBytes());
        }
      }
    }
  }

  long sizeInBytes() {
    return sizeInBytes;
  }

  boolean hasError() {
    return hasError;
  }

  /** The targets that gave records. */
  List<FetchTarget> served() {
    return served;
  }

  /** The answer's topics; without partitions that have no news when {@code incremental}. */
  List<FetchableTopicResponse> topics(boolean incremental, short version) {
    Map<Object, FetchableTopicResponse> topics = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      FetchTarget target = targets.get(i);
      PartitionData data = found.get(i);
      if (!incremental || isNews(target, data)) {
        topicOf(target, version, topics).partitions().add(data);
      }
      if (data.errorCode() == KafkaError.NONE.code()) {
        target.told(data.highWatermark(), data.logStartOffset());
      }
    }
    return new ArrayList<>(topics.values());
  }

  private static FetchableTopicResponse topicOf(
      FetchTarget target, short version, Map<Object, FetchableTopicResponse> topics) {
    FetchTarget.Key key = target.key();
    return topics.computeIfAbsent(
        version >= 13 ? key.topicId() : key.topic(),
        name ->
            new FetchableTopicResponse()
                .topic(key.topic())
                .topicId(key.topicId())
                .partitions(new ArrayList<>()));
  }

  private static boolean isNews(FetchTarget target, PartitionData data) {
    RecordsView records = data.records();
    return data.errorCode() != KafkaError.NONE.code()
        || (records != null && records.sizeInBytes() > 0)
        || data.divergingEpoch().epoch() >= 0
        || target.isNews(data.highWatermark(), data.logStartOffset());
  }

  void discard() {
    for (PartitionData data : found) {
      RecordsView records = data.records();
      if (records != null) {
        records.close();
      }
    }
  }
}
