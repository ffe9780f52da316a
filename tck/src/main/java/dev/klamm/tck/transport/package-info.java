/**
 * The contract that every {@link dev.klamm.api.transport.Transport} must pass. Extend {@link
 * dev.klamm.tck.transport.TransportContract}, say how to open a transport, and run it with JUnit.
 *
 * <p>{@link dev.klamm.tck.transport.RecordingHandler} also checks the threading rule of handlers in
 * every test: called on the connection's loop only, {@code onClosed} once and last.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.tck.transport;
