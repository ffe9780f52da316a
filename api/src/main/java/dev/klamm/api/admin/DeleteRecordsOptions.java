package dev.klamm.api.admin;

/**
 * Options of {@link Admin#deleteRecords(java.util.Map, DeleteRecordsOptions)}: only the time limit.
 *
 * @since 0.1
 */
public final class DeleteRecordsOptions extends AbstractOptions<DeleteRecordsOptions> {}
