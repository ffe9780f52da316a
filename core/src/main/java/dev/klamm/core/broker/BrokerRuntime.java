package dev.klamm.core.broker;

import dev.klamm.api.runtime.Clock;
import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.StorageBackend;
import dev.klamm.api.transport.Transport;
import java.util.List;
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
 * @param background runs what takes long and nobody waits for, in short steps: compaction. The
 *     broker's owner ends it, after the broker
 */
public record BrokerRuntime(
    StorageBackend storage,
    Transport transport,
    Clock clock,
    ThreadFactory threads,
    RandomGenerator random,
    EventLoop background) {

  /** Has the transport's last event loop run what takes long: for one thread that does all. */
  public BrokerRuntime(
      StorageBackend storage,
      Transport transport,
      Clock clock,
      ThreadFactory threads,
      RandomGenerator random) {
    this(storage, transport, clock, threads, random, last(transport.eventLoops()));
  }

  private static EventLoop last(List<EventLoop> loops) {
    return loops.get(loops.size() - 1);
  }
}
