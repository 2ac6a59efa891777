package runbook.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that the user probably meant. */
public final class Suggestion {

  private Suggestion() {}

  /** Returns the nearest candidate; empty if none is close enough to be a typo. */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    int limit = Math.max(1, (word.length() + 1) / 3);
    return candidates.stream()
        .filter(c -> Math.abs(c.length() - word.length()) <= limit)
        .map(c -> Near.of(fold(word), c))
        .filter(n -> n.slips() <= limit && n.slips() < word.length())
        .min(Near.FIRST)
        .map(Near::candidate);
  }

  /**
   * A candidate.
   *
   * @param slips the number of typos between it and the word
   * @param wrong the same, but a wrong letter weighs more than a missing, extra or swapped one
   * @param begun the number of leading letters that both have in common
   */
  private record Near(String candidate, int slips, int wrong, int begun) {

    static final Comparator<Near> FIRST =
        Comparator.comparingInt(Near::slips)
            .thenComparingInt(Near::wrong)
            .thenComparing(Near::begun, Comparator.reverseOrder())
            .thenComparing(Near::candidate);

    static Near of(String word, String candidate) {
      var folded = fold(candidate);
      int begun = Arrays.mismatch(word.toCharArray(), folded.toCharArray());
      return new Near(
          candidate,
          distance(word, folded, 1, 1),
          distance(word, folded, 2, 3),
          begun < 0 ? word.length() : begun);
    }
  }

  /** Returns the nearest candidate as a hint; empty if none is close. */
  public static String hint(String word, Collection<String> candidates) {
    return closest(word, candidates).map(c -> "did you mean '" + c + "'?").orElse("");
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /**
   * Returns the weighted edit distance: insertions, deletions and swaps of neighbors cost {@code
   * slip} each, replacements {@code replacement}.
   */
  static int distance(String a, String b, int slip, int replacement) {
    var d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i * slip;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j * slip;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : replacement);
        d[i][j] = Math.min(replaced, slip + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + slip);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
