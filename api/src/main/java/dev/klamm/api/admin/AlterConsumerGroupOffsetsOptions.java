package dev.klamm.api.admin;

/**
 * Options of {@link Admin#alterConsumerGroupOffsets(String, java.util.Map,
 * AlterConsumerGroupOffsetsOptions)}: only the time limit.
 *
 * @since 0.1
 */
public final class AlterConsumerGroupOffsetsOptions
    extends AbstractOptions<AlterConsumerGroupOffsetsOptions> {}
