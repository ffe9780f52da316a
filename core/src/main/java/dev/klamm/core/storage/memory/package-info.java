/**
 * Storage in the heap: the default for tests and embedding, and the ground of the simulator.
 *
 * <p>It rests on the storage SPI alone. A log is a list of {@link
 * dev.klamm.core.storage.memory.Chunk}s, and what readers may see of it is one immutable {@link
 * dev.klamm.core.storage.memory.LogState}. Threads: one thread commits; it writes beyond what the
 * published state covers and then publishes the next state through a volatile field, so readers
 * take no lock and see no half of a log's append. Start reading at {@link
 * dev.klamm.core.storage.memory.MemoryLogStore#commit}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.storage.memory;
