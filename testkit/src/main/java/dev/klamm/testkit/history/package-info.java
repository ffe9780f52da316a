/**
 * Judges what clients saw, without knowing how it came about: the same for Klamm, for Apache Kafka
 * and for anything that speaks the protocol.
 *
 * <pre>
 *   application --tells--> History: sends and their outcomes, reads, transactions, commits, owners
 *                             |
 *                          judge()  -->  Violations: which rule, and what was seen
 * </pre>
 *
 * <p>Tell the {@link dev.klamm.testkit.history.History} of every call before it is made and of
 * every outcome when it is known; an outcome that is never told counts as unknown, which is always
 * allowed. Every record needs an id of its own, a number that is in the record (its value, say, or
 * a header), so that a reader can tell which it is. At the end, read all partitions from beginning
 * to end and tell that as {@link dev.klamm.testkit.history.LogHistory}; then call {@code judge}.
 *
 * <pre>{@code
 * History history = new History();
 * ProducerHistory writing = history.producer("orders");
 * SendHistory send = writing.send("topic", 17);
 * producer.send(record, (metadata, failure) -> {
 *   if (failure == null) {
 *     send.acknowledged(metadata.partition(), metadata.offset());
 *   }
 * });
 * ...
 * assertThat(history.judge()).isEmpty();
 * }</pre>
 *
 * <p>It rests on the types of {@code dev.klamm.api} only. A history and what comes of it may be
 * used by several threads. Start reading at {@link dev.klamm.testkit.history.History}; what is
 * judged is listed in {@link dev.klamm.testkit.history.Rule}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.testkit.history;
