/**
 * The broker and the clients, bottom up: {@code runtime} (event loops), {@code record} (batches),
 * {@code engine} (the single writer), {@code log} (one partition), {@code coordinator} and {@code
 * group} (pure state machines), {@code broker} (one handler per API), and beside it {@code net},
 * {@code producer}, {@code consumer}, {@code admin}; {@code embedded} puts a broker and clients
 * together. Start reading at {@code dev.klamm.core.broker.Broker}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core;
