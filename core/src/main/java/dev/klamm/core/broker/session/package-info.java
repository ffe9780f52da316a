/**
 * Between a connection and the handlers: decoding requests, finding their handler, sending answers
 * in order.
 *
 * <p>All of a {@link dev.klamm.core.broker.session.Session} runs on its connection's event loop; a
 * {@link dev.klamm.core.broker.session.Request} may be answered by any thread. Knows no API in
 * particular.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.session;
