package dev.klamm.protocol;

import java.nio.ByteBuffer;

/**
 * Encodes text as UTF-8 straight into a buffer. A surrogate without its partner becomes a question
 * mark, as in {@link String#getBytes(java.nio.charset.Charset)}.
 */
final class Utf8 {
  private Utf8() {}

  /** The bytes that {@link #put} will write. Never overflows: stops counting above one gigabyte. */
  static int length(String text) {
    int chars = text.length();
    if (chars > MessageReader.MAX_STRING_LENGTH) {
      return chars;
    }
    int bytes = chars;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += extraBytes(text, i, c);
      }
    }
    return bytes;
  }

  /** Bytes beyond one for the char; a pair's four bytes are counted two and two. */
  private static int extraBytes(String text, int at, char c) {
    if (c < 0x800) {
      return 1;
    }
    if (!Character.isSurrogate(c)) {
      return 2;
    }
    return isPaired(text, at, c) ? 1 : 0;
  }

  private static boolean isPaired(String text, int at, char c) {
    return Character.isHighSurrogate(c)
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }

  /** Writes at the position of a buffer that has an array and room for {@code length} bytes. */
  static void put(String text, int length, ByteBuffer out) {
    byte[] array = out.array();
    int position = out.position();
    int end = position + length;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        array[position++] = (byte) c;
      } else if (c < 0x800) {
        array[position++] = (byte) (0xc0 | c >> 6);
        array[position++] = (byte) (0x80 | c & 0x3f);
      } else if (!Character.isSurrogate(c)) {
        array[position++] = (byte) (0xe0 | c >> 12);
        array[position++] = (byte) (0x80 | c >> 6 & 0x3f);
        array[position++] = (byte) (0x80 | c & 0x3f);
      } else if (isPaired(text, i, c)) {
        position = putPair(Character.toCodePoint(c, text.charAt(++i)), array, position);
      } else {
        array[position++] = '?';
      }
    }
    out.position(end);
  }

  private static int putPair(int codePoint, byte[] array, int position) {
    array[position] = (byte) (0xf0 | codePoint >> 18);
    array[position + 1] = (byte) (0x80 | codePoint >> 12 & 0x3f);
    array[position + 2] = (byte) (0x80 | codePoint >> 6 & 0x3f);
    array[position + 3] = (byte) (0x80 | codePoint & 0x3f);
    return position + 4;
  }
}
