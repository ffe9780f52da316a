/**
 * Programs that a comparison runs in processes of their own, each with the class path of what it
 * measures: kafka-clients alone for {@link dev.klamm.bench.compare.client.StockClient}, ours alone
 * for {@link dev.klamm.bench.compare.client.OwnClient}. They print lines of a name and a figure.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.bench.compare.client;
