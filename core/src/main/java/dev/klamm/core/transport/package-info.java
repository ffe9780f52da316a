/**
 * Frames between peers of one process, without sockets: for tests, and for applications that embed
 * a broker and talk to it from the same JVM.
 *
 * <p>Start at {@link dev.klamm.core.transport.InProcessNetwork}: transports that it opens can reach
 * each other and nobody else. It rests on {@code api} and {@link dev.klamm.core.runtime}. A
 * connection is two ends, each of which belongs to its loop; what one end sends is put in the inbox
 * of the other, and a loop is woken only when its inbox was empty. Opening, listening and the like
 * may be called by any thread.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.transport;
