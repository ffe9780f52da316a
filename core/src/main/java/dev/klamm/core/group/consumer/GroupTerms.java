package dev.klamm.core.group.consumer;

/**
 * What holds for the members of one group.
 *
 * @param sessionTimeoutMs how long one may not be heard of
 * @param heartbeatIntervalMs how often they are to be heard of
 */
public record GroupTerms(int sessionTimeoutMs, int heartbeatIntervalMs) {}
