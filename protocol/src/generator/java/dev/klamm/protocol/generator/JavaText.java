package dev.klamm.protocol.generator;

import java.util.List;

/** Java source under construction: lines at the current indentation, blocks that open and close. */
final class JavaText {
  private static final int WIDTH = 100;

  /** Where a long line may be broken, weakest bond first. */
  private static final List<String> BONDS =
      List.of(" = ", " implements ", " ? ", " && ", " || ", " + ", ", ", "(");

  private final StringBuilder text = new StringBuilder();
  private int depth;

  JavaText line(String line) {
    if (!line.isEmpty()) {
      String indent = "  ".repeat(depth);
      text.append(fits(indent, line) ? indent + line : wrapped(indent, indent + "    ", line));
    }
    text.append('\n');
    return this;
  }

  JavaText blank() {
    return line("");
  }

  /** Writes {@code head {} and indents what follows. */
  JavaText open(String head) {
    line(head + " {");
    depth++;
    return this;
  }

  JavaText close() {
    depth--;
    return line("}");
  }

  /** Closes a block that is the end of a statement. */
  JavaText close(String end) {
    depth--;
    return line("}" + end);
  }

  /** Closes a block and opens its sibling, such as {@code else}. */
  JavaText closeAndOpen(String head) {
    depth--;
    line("} " + head + " {");
    depth++;
    return this;
  }

  private static boolean fits(String indent, String line) {
    return indent.length() + line.length() <= WIDTH;
  }

  /** Breaks a long line of code at the weakest bond that leaves the head short enough. */
  private static String wrapped(String indent, String rest, String line) {
    int at = breakPoint(line, WIDTH - indent.length());
    if (at < 0) {
      return indent + line;
    }
    String head = indent + line.substring(0, at).stripTrailing();
    String tail = line.substring(at).stripLeading();
    return head + "\n" + (fits(rest, tail) ? rest + tail : wrapped(rest, rest, tail));
  }

  /**
   * Where the tail starts: behind the bonds that end a line, before those that start one; or -1.
   */
  private static int breakPoint(String line, int limit) {
    if (line.startsWith("//") || line.startsWith("import ")) {
      return -1;
    }
    for (String bond : BONDS) {
      boolean startsLine = bond.endsWith(" ") && !bond.equals(" = ") && !bond.equals(", ");
      int at = line.lastIndexOf(bond, limit - bond.length());
      if (at > 0 && !isQuoted(line, at)) {
        return startsLine ? at : at + bond.stripTrailing().length();
      }
    }
    return -1;
  }

  private static boolean isQuoted(String line, int at) {
    return line.substring(0, at).chars().filter(c -> c == '"').count() % 2 == 1;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
