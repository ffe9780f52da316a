/**
 * What every {@link dev.klamm.api.storage.StorageBackend} must pass, and storage for tests of the
 * code above it.
 *
 * <ul>
 *   <li>{@link dev.klamm.tck.storage.StorageBackendContract}: extend it, yield your backend, and
 *       the contract of the SPI is tested rule by rule.
 *   <li>{@link dev.klamm.tck.storage.AssertingStorage}: wraps a backend and catches its callers'
 *       mistakes.
 *   <li>{@link dev.klamm.tck.storage.FaultyStorage}: wraps a backend and fails from a seed.
 *   <li>{@link dev.klamm.tck.storage.TestBatches}: record batches with valid checksums.
 * </ul>
 *
 * <p>It rests on the SPI, JUnit and AssertJ only. Threads: a class is for one thread unless it says
 * otherwise. Start reading at {@code StorageBackendContract}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.tck.storage;
