/**
 * The APIs of transactions: each brings its request to the transaction coordinator, or asks it
 * before something is written. Rules as in {@link dev.klamm.core.broker.handler}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.handler.txn;
