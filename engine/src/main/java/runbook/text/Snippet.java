package runbook.text;

import java.util.regex.Pattern;

/** A problem as the user reads it: where, what, the line with a caret, and what to do. */
public final class Snippet {

  /** Longer lines are cut to this many characters around the caret. */
  private static final int WIDEST = 100;

  private static final Pattern SECRET = Pattern.compile("(!secret\\s+)\\S.*");

  private Snippet() {}

  /** Several lines without a line break at the end. */
  public static String of(Problem problem) {
    var at = problem.at();
    var text = new StringBuilder(at + ": error: " + problem.message());
    var line = at.source().line(at.line());
    if (!line.isEmpty()) {
      text.append('\n').append(shown(line, at));
    }
    if (!problem.hint().isEmpty()) {
      text.append("\n  hint: ").append(problem.hint());
    }
    return harmless(text.toString());
  }

  private static String shown(String line, Position at) {
    // Nothing that is marked as secret is shown, not even in the text it was read from.
    var shown = SECRET.matcher(line).replaceFirst("$1********");
    var points = shown.codePoints().toArray();
    int caret = Math.clamp(at.column() - 1L, 0, points.length);
    int from = points.length <= WIDEST ? 0 : Math.max(0, caret - WIDEST / 2);
    int to = Math.min(points.length, from + WIDEST);
    var start = from > 0 ? "…" : "";
    var end = to < points.length ? "…" : "";
    var number = Integer.toString(at.line());
    var text = start + new String(points, from, to - from) + end;
    var blank = " ".repeat(start.length()) + blank(points, from, caret);
    return "  "
        + number
        + " | "
        + text
        + "\n  "
        + " ".repeat(number.length())
        + " | "
        + blank
        + "^";
  }

  /** As wide as the characters; a tab stays one, for it is as wide as the one above it. */
  private static String blank(int[] points, int from, int to) {
    var blank = new StringBuilder();
    for (int i = from; i < to; i++) {
      blank.append(points[i] == '\t' ? "\t" : " ".repeat(Width.of(points[i])));
    }
    return blank.toString();
  }

  /** A file that is not ours must not be able to steer the terminal. */
  private static String harmless(String text) {
    var harmless = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? 0xFFFD : c)
        .forEach(harmless::appendCodePoint);
    return harmless.toString();
  }
}
