package dev.klamm.core.group;

/**
 * Who asks, and in which version of the request.
 *
 * @param apiVersion the version the answer will be written in
 * @param clientId the client's name for itself, possibly empty
 * @param clientHost the address it connects from, as tools show it
 * @param groupOperations what it may do to groups, as the bit field of KIP-430
 */
public record Caller(short apiVersion, String clientId, String clientHost, int groupOperations) {}
