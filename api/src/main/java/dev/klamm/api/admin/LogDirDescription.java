package dev.klamm.api.admin;

import dev.klamm.api.cluster.TopicPartition;
import dev.klamm.api.error.KafkaException;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A directory in which a broker keeps its data.
 *
 * @since 0.1
 */
public final class LogDirDescription {
  private static final long UNKNOWN = -1;

  private final @Nullable KafkaException error;
  private final Map<TopicPartition, ReplicaInfo> replicaInfos;
  private final long totalBytes;
  private final long usableBytes;

  public LogDirDescription(
      @Nullable KafkaException error, Map<TopicPartition, ReplicaInfo> replicaInfos) {
    this(error, replicaInfos, UNKNOWN, UNKNOWN);
  }

  /** Describes a directory; sizes in bytes, or -1 if they are not known. */
  public LogDirDescription(
      @Nullable KafkaException error,
      Map<TopicPartition, ReplicaInfo> replicaInfos,
      long totalBytes,
      long usableBytes) {
    this.error = error;
    this.replicaInfos = Map.copyOf(replicaInfos);
    this.totalBytes = totalBytes;
    this.usableBytes = usableBytes;
  }

  /** Why the directory cannot be used, or null if it can. */
  public @Nullable KafkaException error() {
    return error;
  }

  /** The partitions that are kept there. */
  public Map<TopicPartition, ReplicaInfo> replicaInfos() {
    return replicaInfos;
  }

  /** The size of the volume in bytes; empty if it is not known. */
  public OptionalLong totalBytes() {
    return totalBytes == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(totalBytes);
  }

  /** What is free of the volume in bytes; empty if it is not known. */
  public OptionalLong usableBytes() {
    return usableBytes == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(usableBytes);
  }

  @Override
  public String toString() {
    return "LogDirDescription(replicaInfos=%s, error=%s, totalBytes=%d, usableBytes=%d)"
        .formatted(replicaInfos, error, totalBytes, usableBytes);
  }
}
