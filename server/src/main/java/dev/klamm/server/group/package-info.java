/**
 * The {@code klamm group} commands, one class each, on top of the admin client.
 *
 * <p>A command runs on one thread. Start reading at {@link dev.klamm.server.group.GroupCommand}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.group;
