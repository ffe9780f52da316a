package dev.klamm.api.producer;

import dev.klamm.api.error.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records whose JSON values have the same content in a chosen field meet in one partition, whatever
 * their keys.
 *
 * <p>The field is named by {@code klamm.partitioner.json.field}, for example {@code customer} or,
 * inside another object, {@code order.customer}. Of a text, the characters count, however they are
 * escaped; of a number, its spelling, so that 1 and 1.0 differ; of an object or array, its spelling
 * too. The hash is murmur2, as for keys. Where the field is missing or null, the record goes where
 * the producer fills a batch at the moment.
 *
 * <p>The value is read up to the field, without building objects. What is not JSON up to there
 * makes {@code send} throw a {@link dev.klamm.api.error.SerializationException}.
 *
 * @since 0.1
 */
public final class JsonFieldPartitioner implements Partitioner {
  /** Names the field; its parts are separated by dots. */
  public static final String FIELD_CONFIG = "klamm.partitioner.json.field";

  private byte[][] path;

  /** For the producer, which calls {@link #configure} next. */
  public JsonFieldPartitioner() {
    path = new byte[0][];
  }

  /**
   * Builds a partitioner that needs no {@link #configure}.
   *
   * @param field the field's name, or the names on the way to it, separated by dots
   * @throws ConfigException if the name or one of its parts is empty
   */
  public JsonFieldPartitioner(String field) {
    path = parse(field);
  }

  @Override
  public void configure(Map<String, ?> configs) {
    Object field = configs.get(FIELD_CONFIG);
    if (field == null && path.length == 0) {
      throw new ConfigException(
          FIELD_CONFIG + " is not set, but must name the field to partition by");
    }
    if (field != null) {
      path = parse(field.toString());
    }
  }

  private static byte[][] parse(String field) {
    String[] names = field.split("\\.", -1);
    byte[][] parsed = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      if (names[i].isEmpty()) {
        throw new ConfigException(
            FIELD_CONFIG + " is '" + field + "', but must be names separated by single dots");
      }
      parsed[i] = names[i].getBytes(StandardCharsets.UTF_8);
    }
    return parsed;
  }

  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      PartitionView partitions) {
    JsonScanner scanner = valueBytes == null ? null : new JsonScanner(valueBytes);
    return scanner == null || !scanner.find(path)
        ? partitions.sticky()
        : Murmur2.toPartition(scanner.hashOfFound(), partitions.count());
  }
}
