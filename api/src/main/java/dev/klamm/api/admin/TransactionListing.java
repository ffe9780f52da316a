package dev.klamm.api.admin;

/**
 * A transactional id, shortly.
 *
 * @param transactionalId the id
 * @param producerId the producer that uses it
 * @param state where its transaction stands
 * @since 0.1
 */
public record TransactionListing(String transactionalId, long producerId, TransactionState state) {}
