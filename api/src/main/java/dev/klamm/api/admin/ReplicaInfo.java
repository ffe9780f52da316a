package dev.klamm.api.admin;

/**
 * A partition's copy in a log directory.
 *
 * @param size its records in bytes
 * @param offsetLag by how many offsets it is behind: the end of a future copy behind the current
 *     one, that of a current copy behind the high watermark
 * @param isFuture whether it will take the place of the current copy when it has caught up
 * @since 0.1
 */
public record ReplicaInfo(long size, long offsetLag, boolean isFuture) {}
