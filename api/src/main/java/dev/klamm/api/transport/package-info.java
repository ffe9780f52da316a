/**
 * The transport SPI: frames between peers, and the event loops they travel on.
 *
 * <p>A {@link dev.klamm.api.transport.Transport} listens and connects. What it moves are frames:
 * bytes with a length of four bytes in front, which the transport writes and strips. It knows
 * nothing of what is in them. Each {@link dev.klamm.api.transport.Connection} belongs to one {@link
 * dev.klamm.api.runtime.EventLoop}; its {@link dev.klamm.api.transport.FrameHandler} is only ever
 * called on that loop, so a handler needs no locks.
 *
 * <p>What every transport promises, and the TCK asserts: frames arrive whole, once, in order; a
 * frame announced larger than allowed closes the connection before memory is taken for it; memory
 * is taken as bytes arrive, not as they are announced; a peer that does not read makes {@link
 * dev.klamm.api.transport.Connection#isWritable()} false and costs bounded memory as long as the
 * handler heeds it; a peer that sends nothing is closed after the idle time-out; {@code onClosed}
 * comes exactly once, last, and every outbound frame is released whether it was sent or not; a
 * listener on port 0 knows the port it got.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.api.transport;
