/**
 * Looking after a cluster: topics, configs, offsets, groups, log directories.
 *
 * <p>The names and shapes are those of Kafka's Java client. A call returns at once with a {@code
 * ...Result}, whose futures are completed on the client's own thread: what hangs on them must be
 * quick. Options are filled in by one thread and not changed after the call; all else never
 * changes. Rests on {@code cluster}, {@code consumer} (offsets), {@code config} and {@code error}.
 * Start with {@link dev.klamm.api.admin.Admin}.
 */
@NullMarked
package dev.klamm.api.admin;

import org.jspecify.annotations.NullMarked;
