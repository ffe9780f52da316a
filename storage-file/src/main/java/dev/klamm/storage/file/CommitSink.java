package dev.klamm.storage.file;

import java.nio.ByteBuffer;

/**
 * Gathers a commit in one direct buffer, from which it goes to the file in one write; a commit that
 * is larger goes in pieces. The engine's thread only.
 */
final class CommitSink {

  /** Takes a full buffer, from index 0 to its position. */
  interface Drain {
    void accept(ByteBuffer piece);
  }

  private final ByteBuffer staging;
  private Drain drain = piece -> {};

  CommitSink(int bytes) {
    staging = ByteBuffer.allocateDirect(bytes);
  }

  int capacity() {
    return staging.capacity();
  }

  void begin(Drain to) {
    staging.clear();
    drain = to;
  }

  /** What has not been drained yet, from index 0 to the position. */
  ByteBuffer staging() {
    return staging;
  }

  /** The buffer, with room for so many bytes; far less than its capacity. */
  ByteBuffer room(int bytes) {
    if (staging.remaining() < bytes) {
      flush();
    }
    return staging;
  }

  void flush() {
    drain.accept(staging);
    staging.clear();
  }

  /** Copies what remains in a buffer, which stays as it is. */
  void put(ByteBuffer from) {
    int at = from.position();
    int end = from.limit();
    while (at < end) {
      if (!staging.hasRemaining()) {
        flush();
      }
      int n = Math.min(end - at, staging.remaining());
      staging.put(staging.position(), from, at, n);
      staging.position(staging.position() + n);
      at += n;
    }
  }

  void put(byte[] from) {
    int at = 0;
    while (at < from.length) {
      if (!staging.hasRemaining()) {
        flush();
      }
      int n = Math.min(from.length - at, staging.remaining());
      staging.put(from, at, n);
      at += n;
    }
  }
}
