package dev.klamm.server.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that are hard to type: {@code \n}, {@code \r}, {@code \t}, {@code \\}, {@code \xHH}. */
final class Escapes {

  private Escapes() {}

  /**
   * @throws IllegalArgumentException when what follows a backslash is not known
   */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int backslash = text.indexOf('\\', at);
      int end = backslash < 0 ? text.length() : backslash;
      bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = backslash < 0 ? end : escaped(text, backslash, bytes);
    }
    return bytes.toByteArray();
  }

  private static int escaped(String text, int backslash, ByteArrayOutputStream bytes) {
    char kind = backslash + 1 < text.length() ? text.charAt(backslash + 1) : ' ';
    switch (kind) {
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case '0' -> bytes.write(0);
      case '\\' -> bytes.write('\\');
      case 'x' -> {
        bytes.write(hex(text, backslash));
        return backslash + 4;
      }
      default -> throw unknown(text);
    }
    return backslash + 2;
  }

  private static int hex(String text, int backslash) {
    try {
      return Integer.parseInt(text, backslash + 2, backslash + 4, 16);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw unknown(text);
    }
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'" + text + "' has an unknown escape; \\n, \\r, \\t, \\0, \\\\ and \\xHH are known");
  }
}
