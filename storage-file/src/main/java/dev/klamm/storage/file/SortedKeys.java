package dev.klamm.storage.file;

import dev.klamm.api.storage.KeyValues;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** All keys and values, in memory. One thread writes, any thread reads. */
final class SortedKeys implements KeyValues {

  private final ConcurrentNavigableMap<byte[], byte[]> entries =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void scan(byte[] from, byte @Nullable [] to, BiConsumer<byte[], byte[]> each) {
    if (to == null) {
      entries.tailMap(from, true).forEach(each);
    } else if (Arrays.compareUnsigned(from, to) < 0) {
      entries.subMap(from, true, to, false).forEach(each);
    }
  }

  void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  void delete(byte[] key) {
    entries.remove(key);
  }

  Iterable<Map.Entry<byte[], byte[]>> all() {
    return entries.entrySet();
  }
}
