package dev.klamm.protocol.generator;

/** The versions from {@code low} to {@code high}, both included; empty if {@code high < low}. */
record VersionRange(int low, int high) {
  static final VersionRange NONE = new VersionRange(0, -1);
  static final int OPEN = Short.MAX_VALUE;

  /** Reads {@code none}, {@code 3}, {@code 3+} or {@code 3-5}. */
  static VersionRange parse(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    if (text.endsWith("+")) {
      return new VersionRange(Integer.parseInt(text.substring(0, text.length() - 1)), OPEN);
    }
    int dash = text.indexOf('-');
    if (dash < 0) {
      int only = Integer.parseInt(text);
      return new VersionRange(only, only);
    }
    return new VersionRange(
        Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  boolean isEmpty() {
    return high < low;
  }

  boolean contains(int version) {
    return low <= version && version <= high;
  }

  boolean contains(VersionRange other) {
    return other.isEmpty() || low <= other.low && other.high <= high;
  }

  VersionRange intersect(VersionRange other) {
    VersionRange both = new VersionRange(Math.max(low, other.low), Math.min(high, other.high));
    return both.isEmpty() ? NONE : both;
  }

  /**
   * The Java condition that {@code version} is in this range, given that it is in {@code known}:
   * {@code true}, {@code false}, or comparisons joined by {@code &&}.
   */
  String condition(VersionRange known) {
    VersionRange both = intersect(known);
    if (both.isEmpty()) {
      return "false";
    }
    String from = both.low > known.low ? "version >= " + both.low : "";
    String to = both.high < known.high ? "version <= " + both.high : "";
    if (from.isEmpty() && to.isEmpty()) {
      return "true";
    }
    return from + (from.isEmpty() || to.isEmpty() ? "" : " && ") + to;
  }

  /** As {@link #condition}, for the versions outside this range. */
  String negatedCondition(VersionRange known) {
    VersionRange both = intersect(known);
    if (both.isEmpty()) {
      return "true";
    }
    String below = both.low > known.low ? "version < " + both.low : "";
    String above = both.high < known.high ? "version > " + both.high : "";
    if (below.isEmpty() && above.isEmpty()) {
      return "false";
    }
    if (below.isEmpty() || above.isEmpty()) {
      return below + above;
    }
    return "(" + below + " || " + above + ")";
  }

  @Override
  public String toString() {
    return isEmpty() ? "none" : low == high ? "" + low : low + "-" + high;
  }
}
