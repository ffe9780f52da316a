/**
 * What all commands share: the terminal they read from and write to, how they connect, how they
 * list things and how they fail.
 *
 * <p>Rests on the clients and knows no command. A command runs on one thread; nothing here is for
 * several. Start reading at {@link dev.klamm.server.terminal.ConnectionOptions}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.terminal;
