/**
 * The {@code klamm} command: one class per command, and the wiring of a broker as a process. No
 * logic of its own.
 *
 * <p>Start reading at {@link dev.klamm.server.Klamm}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server;
