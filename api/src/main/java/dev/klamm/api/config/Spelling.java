package dev.klamm.api.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known key a misspelt one was meant to be. */
final class Spelling {
  private static final int LONGEST = 100;

  private Spelling() {}

  /**
   * The known name that is nearest, if it is near enough to be meant; of two, the first in the
   * alphabet.
   */
  static Optional<String> nearest(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int least = allowance(name) + 1;
    for (String candidate : known) {
      int distance = distance(name, candidate);
      if (distance < least
          || distance == least && !best.isEmpty() && candidate.compareTo(best) < 0) {
        best = candidate;
        least = distance;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static int allowance(String name) {
    return name.length() <= 5 ? 1 : name.length() <= 12 ? 2 : 3;
  }

  /**
   * How many letters must be put in, left out, changed or swapped with their neighbour (optimal
   * string alignment). Case, and which of dot, dash and underscore, do not count.
   */
  static int distance(String a, String b) {
    String from = plain(a);
    String to = plain(b);
    int[][] rows = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      rows[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        rows[i][j] = step(rows, from, to, i, j);
      }
    }
    return rows[from.length()][to.length()];
  }

  private static int step(int[][] rows, String from, String to, int i, int j) {
    int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int best = Math.min(rows[i - 1][j - 1] + change, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }
}
