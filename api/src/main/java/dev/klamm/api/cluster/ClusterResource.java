package dev.klamm.api.cluster;

import org.jspecify.annotations.Nullable;

/**
 * Names the cluster that a client is connected to.
 *
 * @param clusterId the id the cluster gave itself when it was formatted, or null if the broker did
 *     not tell
 * @since 0.1
 */
public record ClusterResource(@Nullable String clusterId) {}
