/**
 * Frames over TCP, by Netty: epoll on Linux, NIO elsewhere.
 *
 * <p>Start at {@link dev.klamm.transport.tcp.TcpTransport}. A connection is one {@code
 * TcpConnection}, the only handler in its channel's pipeline; it reads frames by {@code
 * FrameReader}, sends by {@code FrameWriter}, and lives on one Netty loop, on which all its state
 * is touched. Bytes are moved as seldom as possible:
 *
 * <pre>
 *   in:   read buffer --------------------------> frames that lie whole in it are views of it
 *                     \-- one copy, as it comes -> a frame larger than what one read gave
 *   out:  small pieces -- one copy --> one buffer per turn of the loop --> one write
 *         large direct buffers, files --------------------------------> the same write, no copy
 * </pre>
 *
 * <p>TLS, when it comes, is one more handler in front of {@code TcpConnection}, added where {@code
 * TcpTransport} sets up a channel; {@code FrameWriter} must then read files into memory instead of
 * handing them to the kernel.
 *
 * <p>The package rests on {@code api} and Netty.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.transport.tcp;
