/**
 * A broker and its clients in one process, in three lines. Start with {@link
 * dev.klamm.core.embedded.Klamm}.
 *
 * <p>This is the top floor of core: it puts a broker, a store, transports and clients together, and
 * has no logic of its own.
 *
 * <p>Threading: everything public may be used by any thread. The broker has one thread, and every
 * client one of its own, so that what blocks in one client's callback holds up no other.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.embedded;
