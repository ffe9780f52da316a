package dev.klamm.core.clean;

import dev.klamm.api.runtime.EventLoop;
import dev.klamm.api.storage.Durability;
import dev.klamm.core.engine.Engine;
import dev.klamm.core.record.codec.Codecs;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What every pass of a broker uses.
 *
 * @param engine commits what passes change
 * @param loop runs their steps; compaction takes time, so it should be nobody's that answers
 *     requests
 * @param durability what a pass waits for after each piece
 * @param random for the seeds of hashes; of the loop alone
 * @param stopped whether to give up; any thread
 */
public record CleanerTools(
    Engine engine,
    EventLoop loop,
    Durability durability,
    Codecs codecs,
    RandomGenerator random,
    BooleanSupplier stopped) {

  KeyHash newHash() {
    return new KeyHash(random.nextLong(), random.nextLong());
  }
}
