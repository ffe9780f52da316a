/**
 * The {@code klamm topic} commands, one class each, on top of the admin client.
 *
 * <p>A command runs on one thread. Start reading at {@link dev.klamm.server.topic.TopicCommand}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.server.topic;
