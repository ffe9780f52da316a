package dev.klamm.core.txn;

/** Who a transactional producer says it is. */
public record Producer(String transactionalId, long producerId, short epoch) {}
