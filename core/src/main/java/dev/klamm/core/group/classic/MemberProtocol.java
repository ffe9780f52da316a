package dev.klamm.core.group.classic;

/**
 * One way in which a member can share out work, for consumers an assignor.
 *
 * @param metadata the member's own bytes for the leader, for consumers its subscription; never
 *     changed
 */
public record MemberProtocol(String name, byte[] metadata) {}
