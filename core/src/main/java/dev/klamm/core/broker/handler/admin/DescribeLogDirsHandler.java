package dev.klamm.core.broker.handler.admin;

import dev.klamm.api.storage.StorageBackend;
import dev.klamm.core.broker.cluster.ClusterImage;
import dev.klamm.core.broker.cluster.Topic;
import dev.klamm.core.broker.cluster.TopicCatalog;
import dev.klamm.core.broker.session.ApiHandler;
import dev.klamm.core.broker.session.Request;
import dev.klamm.core.log.Partition;
import dev.klamm.protocol.ApiKey;
import dev.klamm.protocol.message.DescribeLogDirsRequest;
import dev.klamm.protocol.message.DescribeLogDirsRequest.DescribableLogDirTopic;
import dev.klamm.protocol.message.DescribeLogDirsResponse;
import dev.klamm.protocol.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import dev.klamm.protocol.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import dev.klamm.protocol.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DescribeLogDirs, key 35, versions 1 to 5 (KIP-113): how large each partition is. The store stands
 * for the one directory there is.
 *
 * <ul>
 *   <li>v2: flexible; v3: an error for the whole answer, which is never needed.
 *   <li>v4 (KIP-827): total and usable bytes of the volume, if the store knows them.
 *   <li>v5 (KIP-1066): cordoned directories, which there are not.
 * </ul>
 */
public final class DescribeLogDirsHandler implements ApiHandler<DescribeLogDirsRequest> {

  private static final short FIRST_WITH_VOLUME = 4;

  private final TopicCatalog catalog;
  private final StorageBackend storage;

  /**
   * @param storage whose location takes the place of a directory's name
   */
  public DescribeLogDirsHandler(TopicCatalog catalog, StorageBackend storage) {
    this.catalog = catalog;
    this.storage = storage;
  }

  @Override
  public ApiKey apiKey() {
    return ApiKey.DESCRIBE_LOG_DIRS;
  }

  @Override
  public void handle(DescribeLogDirsRequest message, Request request) {
    ClusterImage image = catalog.image();
    List<DescribableLogDirTopic> asked = message.topics();
    List<DescribeLogDirsTopic> topics = new ArrayList<>();
    if (asked == null) {
      image.topics().forEach(topic -> topics.add(describe(topic, null)));
    } else {
      for (DescribableLogDirTopic wanted : asked) {
        Topic topic = image.topic(wanted.topic());
        if (topic != null) {
          topics.add(describe(topic, wanted.partitions()));
        }
      }
    }
    DescribeLogDirsResult only =
        new DescribeLogDirsResult().logDir(storage.location()).topics(topics);
    if (request.version() >= FIRST_WITH_VOLUME) {
      only.totalBytes(storage.totalBytes()).usableBytes(storage.usableBytes());
    }
    request.respond(new DescribeLogDirsResponse().results(List.of(only)));
  }

  /**
   * Describes some partitions of a topic.
   *
   * @param numbers null for all
   */
  private static DescribeLogDirsTopic describe(Topic topic, @Nullable List<Integer> numbers) {
    List<DescribeLogDirsPartition> partitions = new ArrayList<>();
    for (Partition partition : topic.partitions()) {
      int number = partition.name().partition();
      if (numbers == null || numbers.contains(number)) {
        partitions.add(
            new DescribeLogDirsPartition()
                .partitionIndex(number)
                .partitionSize(partition.log().sizeInBytes()));
      }
    }
    return new DescribeLogDirsTopic().name(topic.name()).partitions(partitions);
  }
}
