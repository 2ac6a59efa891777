package runbook.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Suggestion {

  private Suggestion() {}

  /** The nearest candidate; empty when none is near enough to be a slip of the fingers. */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    record Near(String candidate, int distance) {}
    int limit = Math.max(1, (word.length() + 1) / 3);
    return candidates.stream()
        .filter(c -> Math.abs(c.length() - word.length()) <= limit)
        .map(c -> new Near(c, distance(fold(word), fold(c))))
        .filter(n -> n.distance() <= limit && n.distance() < word.length())
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::candidate))
        .map(Near::candidate);
  }

  /** The same as a sentence to use as a hint; empty when nothing is near. */
  public static String hint(String word, Collection<String> candidates) {
    return closest(word, candidates).map(c -> "did you mean '" + c + "'?").orElse("");
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
