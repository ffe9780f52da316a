package dev.klamm.api.storage;

import dev.klamm.api.cluster.Uuid;

/**
 * Names the log of one partition. Topic ids are never used again, so neither are log ids.
 *
 * @param topicId the topic's id, not its name
 * @param partition 0 or more
 * @since 0.1
 */
public record LogId(Uuid topicId, int partition) {}
