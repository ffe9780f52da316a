package dev.klamm.api.storage;

import dev.klamm.api.runtime.Clock;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What a store needs from its surroundings.
 *
 * @param clock the only source of time
 * @param threads makes the threads for syncing and background work; a store that asks for none runs
 *     them inside {@code commit}
 * @param random the only source of randomness; used by one thread at a time
 * @param listener told of durability and failure; see there for the threads
 * @since 0.1
 */
public record StorageContext(
    Clock clock, ThreadFactory threads, RandomGenerator random, CommitListener listener) {}
