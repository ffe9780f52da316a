package dev.klamm.core.group.consumer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How large a regular expression becomes when its counted repetitions are written out, as compiling
 * does: {@code ((a{30}){30}){30}} is short, and 27,000 letters long. Never too small for a valid
 * expression; any number for another.
 */
final class RegexSize {
  private static final long ENOUGH = 1L << 40;

  private final String regex;
  private final Deque<Long> before = new ArrayDeque<>();
  private long size;
  private long last;
  private int at;

  private RegexSize(String regex) {
    this.regex = regex;
  }

  static long of(String regex) {
    return new RegexSize(regex).scan();
  }

  private long scan() {
    while (at < regex.length()) {
      switch (regex.charAt(at)) {
        case '\\' -> escape();
        case '[' -> item(afterClass());
        case '(' -> open();
        case ')' -> close();
        case '{' -> repetition();
        default -> item(at + 1);
      }
    }
    while (!before.isEmpty()) {
      close();
    }
    return size;
  }

  private void item(int next) {
    last = 1;
    size++;
    at = next;
  }

  private void open() {
    before.push(size);
    size = 0;
    at++;
  }

  private void close() {
    last = size + 1;
    size = last + (before.isEmpty() ? 0 : before.pop());
    at++;
  }

  private void escape() {
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      int literalEnd = end < 0 ? regex.length() : end;
      size += literalEnd - at;
      last = literalEnd - at;
      at = end < 0 ? literalEnd : end + 2;
    } else {
      char kind = at + 1 < regex.length() ? regex.charAt(at + 1) : ' ';
      boolean hasName = (kind == 'p' || kind == 'P' || kind == 'x') && isAt(at + 2, '{');
      int end = hasName ? regex.indexOf('}', at) : -1;
      item(end < 0 ? at + 2 : end + 1);
    }
  }

  private boolean isAt(int index, char expected) {
    return index < regex.length() && regex.charAt(index) == expected;
  }

  /** Where the set of characters that begins here ends. */
  private int afterClass() {
    int i = at + 1;
    i += isAt(i, '^') ? 1 : 0;
    i += isAt(i, ']') ? 1 : 0;
    while (i < regex.length() && regex.charAt(i) != ']') {
      if (isAt(i, '\\')) {
        i++;
      } else if (regex.startsWith("[:", i) && regex.indexOf(":]", i) > 0) {
        i = regex.indexOf(":]", i) + 1;
      }
      i++;
    }
    return i + 1;
  }

  private void repetition() {
    int end = regex.indexOf('}', at);
    long times = end < 0 ? -1 : times(regex.substring(at + 1, end));
    if (times < 0) {
      item(at + 1);
      return;
    }
    long whole = Math.min(ENOUGH, last * Math.max(times, 1));
    size = Math.min(ENOUGH, size - last + whole);
    last = whole;
    at = end + 1;
  }

  /** The greatest count in {@code 3}, {@code 3,} or {@code 3,5}; negative if it is none of them. */
  private static long times(String text) {
    long most = -1;
    for (String part : text.split(",", 2)) {
      if (part.length() > 6 || !part.chars().allMatch(Character::isDigit)) {
        return -1;
      }
      most = Math.max(most, part.isEmpty() ? 0 : Long.parseLong(part));
    }
    return text.isEmpty() ? -1 : most;
  }
}
