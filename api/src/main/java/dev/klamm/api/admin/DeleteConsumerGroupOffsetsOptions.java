package dev.klamm.api.admin;

/**
 * Options of {@link Admin#deleteConsumerGroupOffsets(String, java.util.Set,
 * DeleteConsumerGroupOffsetsOptions)}: only the time limit.
 *
 * @since 0.1
 */
public final class DeleteConsumerGroupOffsetsOptions
    extends AbstractOptions<DeleteConsumerGroupOffsetsOptions> {}
