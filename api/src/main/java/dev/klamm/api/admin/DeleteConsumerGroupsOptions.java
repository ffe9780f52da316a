package dev.klamm.api.admin;

/**
 * Options of {@link Admin#deleteConsumerGroups(java.util.Collection, DeleteConsumerGroupsOptions)}:
 * only the time limit.
 *
 * @since 0.1
 */
public final class DeleteConsumerGroupsOptions
    extends AbstractOptions<DeleteConsumerGroupsOptions> {}
