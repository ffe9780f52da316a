/**
 * Fetching: the sessions that spare clients from naming every partition each time (KIP-227), and
 * fetches that wait for records.
 *
 * <p>Runs on the event loops of connections; reads partitions, never changes them. Start reading at
 * {@link dev.klamm.core.broker.fetch.FetchOperation}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.fetch;
