package dev.klamm.core.broker;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.transport.Transport;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What a broker is made of, as opposed to told: its parts, handed in.
 *
 * @param storage opened at the broker's start and closed at its end
 * @param transport carries the configured listeners; its first event loop runs the engine. The
 *     broker's owner closes it, after the broker
 * @param threads for the store's own threads
 * @param random for ids
 */
public record BrokerRuntime(
    StorageBackend storage,
    Transport transport,
    Clock clock,
    ThreadFactory threads,
    RandomGenerator random) {}
