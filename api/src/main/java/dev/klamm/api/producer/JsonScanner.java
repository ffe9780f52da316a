package dev.klamm.api.producer;

import dev.klamm.api.error.SerializationException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds one field of a JSON text without building objects. It reads only as far as it must, and
 * does not check what it skips beyond quotes and brackets. No recursion, so that depth costs
 * nothing.
 */
final class JsonScanner {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final byte[] json;
  private int at;
  private int foundFrom;
  private int foundTo;

  JsonScanner(byte[] json) {
    this.json = json;
  }

  /**
   * Whether the field at the end of the path is there and not null. The first of several of one
   * name counts.
   */
  boolean find(byte[][] path) {
    for (byte[] name : path) {
      skipSpace();
      if (at == json.length) {
        throw malformed("ends before a value");
      }
      if (json[at] != '{' || !enterField(name)) {
        return false;
      }
    }
    skipSpace();
    foundFrom = at;
    skipValue();
    foundTo = at;
    return !Arrays.equals(json, foundFrom, foundTo, NULL, 0, NULL.length);
  }

  /**
   * The hash of what was found: of a text, its characters as UTF-8; of anything else, its spelling.
   */
  int hashOfFound() {
    if (json[foundFrom] != '"') {
      return Murmur2.hash(json, foundFrom, foundTo - foundFrom);
    }
    if (!isEscaped(foundFrom + 1, foundTo - 1)) {
      return Murmur2.hash(json, foundFrom + 1, foundTo - foundFrom - 2);
    }
    return Murmur2.hash(unescape(foundFrom + 1, foundTo - 1));
  }

  /**
   * From the opening brace to just after the colon of the field; false at the object's end if it is
   * not there.
   */
  private boolean enterField(byte[] name) {
    at++;
    skipSpace();
    if (peek() == '}') {
      return false;
    }
    while (true) {
      boolean matches = readName(name);
      skipSpace();
      expect(':');
      if (matches) {
        return true;
      }
      skipSpace();
      skipValue();
      skipSpace();
      if (peek() == '}') {
        return false;
      }
      expect(',');
      skipSpace();
    }
  }

  private boolean readName(byte[] name) {
    if (peek() != '"') {
      throw malformed("has no name of a field");
    }
    int from = at + 1;
    skipString();
    int to = at - 1;
    return isEscaped(from, to)
        ? Arrays.equals(unescape(from, to), name)
        : Arrays.equals(json, from, to, name, 0, name.length);
  }

  private void skipValue() {
    switch (peek()) {
      case '"' -> skipString();
      case '{', '[' -> skipNested();
      default -> skipWord();
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      switch (peek()) {
        case '"' -> {
          skipString();
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    } while (depth > 0);
  }

  private void skipString() {
    at++;
    while (peek() != '"') {
      at += peek() == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipWord() {
    int from = at;
    while (at < json.length && isPartOfWord(json[at])) {
      at++;
    }
    if (at == from) {
      throw malformed("has no value");
    }
  }

  private static boolean isPartOfWord(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b == '-'
        || b == '+'
        || b == '.';
  }

  private void skipSpace() {
    while (at < json.length
        && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
      at++;
    }
  }

  private byte peek() {
    if (at >= json.length) {
      throw malformed("ends too soon");
    }
    return json[at];
  }

  private void expect(char c) {
    if (peek() != c) {
      throw malformed("has no '" + c + "'");
    }
    at++;
  }

  private boolean isEscaped(int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private byte[] unescape(int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int i = from;
    while (i < to) {
      if (json[i] != '\\') {
        out.write(json[i++]);
      } else if (json[i + 1] == 'u') {
        i = unescapeUnicode(i, to, out);
      } else {
        out.write(plain(json[i + 1]));
        i += 2;
      }
    }
    return out.toByteArray();
  }

  private static byte plain(byte escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }

  /**
   * Writes one character, or the two halves of one beyond the first 65,536, and returns where to go
   * on.
   */
  private int unescapeUnicode(int from, int to, ByteArrayOutputStream out) {
    char first = unit(from, to);
    int next = from + 6;
    boolean pair =
        Character.isHighSurrogate(first)
            && next + 1 < to
            && json[next] == '\\'
            && json[next + 1] == 'u';
    String text = pair ? "" + first + unit(next, to) : String.valueOf(first);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return pair ? next + 6 : next;
  }

  private char unit(int from, int to) {
    if (from + 6 > to) {
      at = from;
      throw malformed("has a broken escape");
    }
    int unit = 0;
    for (int i = from + 2; i < from + 6; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        at = from;
        throw malformed("has a broken escape");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private SerializationException malformed(String what) {
    return new SerializationException(
        "the value is not JSON: it " + what + " at byte " + Math.min(at, json.length));
  }
}
