package dev.klamm.server.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of bytes, whatever their encoding. A line ends with a line feed, or with the input.
 */
final class LineReader {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;
  private long lines;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** How many lines were read. */
  long lines() {
    return lines;
  }

  /** The next line without its end, or null when there is none. */
  byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream begun = null;
    while (next < end || fill()) {
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      boolean ended = next < end;
      if (ended && begun == null) {
        byte[] line = java.util.Arrays.copyOfRange(buffer, from, next++);
        lines++;
        return line;
      }
      begun = begun == null ? new ByteArrayOutputStream() : begun;
      begun.write(buffer, from, next - from);
      if (ended) {
        next++;
        break;
      }
    }
    lines += begun == null ? 0 : 1;
    return begun == null ? null : begun.toByteArray();
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }
}
