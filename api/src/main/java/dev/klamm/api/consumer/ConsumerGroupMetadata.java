package dev.klamm.api.consumer;

import java.util.Optional;

/**
 * A member's place in its group, as of one generation.
 *
 * @param groupId the group
 * @param generationId the generation, or {@link #UNKNOWN_GENERATION_ID} outside of one
 * @param memberId the id that the coordinator gave, or an empty text
 * @param groupInstanceId the id of a static member
 * @since 0.1
 */
public record ConsumerGroupMetadata(
    String groupId, int generationId, String memberId, Optional<String> groupInstanceId) {
  /** Stands for no generation. */
  public static final int UNKNOWN_GENERATION_ID = -1;

  /** Of a consumer that has not joined. */
  public ConsumerGroupMetadata(String groupId) {
    this(groupId, UNKNOWN_GENERATION_ID, "", Optional.empty());
  }
}
