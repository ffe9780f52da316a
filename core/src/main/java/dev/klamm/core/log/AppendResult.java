package dev.klamm.core.log;

import dev.klamm.api.error.KafkaError;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param error {@link KafkaError#NONE} when it is in the log, now or (a duplicate) before
 * @param baseOffset of its first record; -1 when refused
 * @param startOffset of the log
 * @param message why it was refused
 */
public record AppendResult(
    KafkaError error, long baseOffset, long startOffset, @Nullable String message) {

  static AppendResult appended(long baseOffset, long startOffset) {
    return new AppendResult(KafkaError.NONE, baseOffset, startOffset, null);
  }

  public static AppendResult refused(KafkaError error, @Nullable String message) {
    return new AppendResult(error, -1, -1, message);
  }
}
