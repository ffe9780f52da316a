package dev.klamm.api.admin;

import dev.klamm.api.cluster.Uuid;

/**
 * A topic in a list of topics.
 *
 * @param name the topic's name
 * @param topicId the topic's id; {@link Uuid#ZERO} if the broker did not tell
 * @param isInternal whether it belongs to the broker itself
 * @since 0.1
 */
public record TopicListing(String name, Uuid topicId, boolean isInternal) {}
