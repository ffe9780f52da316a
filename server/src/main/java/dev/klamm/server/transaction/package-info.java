/**
 * The {@code klamm transaction} commands, one class each, on top of the admin client.
 *
 * <p>A command runs on one thread. Start reading at {@link
 * dev.klamm.server.transaction.TransactionCommand}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.transaction;
