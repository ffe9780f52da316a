/**
 * The {@code klamm} command: one class per command, and the wiring of a broker as a process. No
 * logic of its own. Commands about clusters are in the packages beside this one.
 *
 * <p>A command runs on the main thread; a signal stops a broker from a thread of its own.
 *
 * <p>Start reading at {@link dev.klamm.server.Klamm}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server;
