package dev.klamm.core.storage.memory;

import dev.klamm.api.storage.KeyValues;
import java.util.Arrays;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sorted keys in the heap; any thread reads, the committing thread writes. */
final class MemoryKeyValues implements KeyValues {

  private final ConcurrentNavigableMap<byte[], byte[]> map =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

  /** The value that it replaces, or null. */
  byte @Nullable [] put(byte[] key, byte[] value) {
    return map.put(key, value);
  }

  /** The value that was there, or null. */
  byte @Nullable [] remove(byte[] key) {
    return map.remove(key);
  }

  /** Puts back what {@link #put} or {@link #remove} gave. */
  void restore(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return map.get(key);
  }

  @Override
  public void scan(byte[] from, byte @Nullable [] to, BiConsumer<byte[], byte[]> each) {
    if (to == null) {
      map.tailMap(from, true).forEach(each);
    } else if (Arrays.compareUnsigned(from, to) < 0) {
      map.subMap(from, true, to, false).forEach(each);
    }
  }
}
