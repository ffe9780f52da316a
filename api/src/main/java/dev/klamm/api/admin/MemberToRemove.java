package dev.klamm.api.admin;

/**
 * A static member that is to leave its group.
 *
 * @param groupInstanceId its {@code group.instance.id}
 * @since 0.1
 */
public record MemberToRemove(String groupInstanceId) {}
