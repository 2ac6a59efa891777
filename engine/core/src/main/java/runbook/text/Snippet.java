package runbook.text;

import java.util.regex.Pattern;

/** A problem as the user reads it: where, what, the line with a caret, and what to do. */
public final class Snippet {

  /** Longer lines are cut to this many characters around the caret. */
  private static final int WIDEST = 100;

  private static final String HIDDEN = "********";

  /** What is marked as secret; a password is one without a mark. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(!secret\\s+|(?i:pass|password|passphrase)[\"']?\\s*[:=]\\s*(?!!secret))\\S.*");

  private Snippet() {}

  /** Several lines without a line break at the end. */
  public static String of(Problem problem) {
    return of(problem, "error");
  }

  /** The same for what need not be wrong. */
  public static String warning(Problem problem) {
    return of(problem, "warning");
  }

  private static String of(Problem problem, String kind) {
    var at = problem.at();
    var text = new StringBuilder(at + ": " + kind + ": " + problem.message());
    var line = hidden(at);
    if (!line.isEmpty()) {
      text.append('\n').append(shown(line, at));
    }
    if (!problem.hint().isEmpty()) {
      text.append("\n  hint: ").append(problem.hint());
    }
    return TerminalSafeText.of(text.toString());
  }

  /** The line without what is secret, which is not shown even in the text it was read from. */
  private static String hidden(Position at) {
    var lines = at.source().lines();
    if (at.line() < 1 || at.line() > lines.size()) {
      return "";
    }
    var line = lines.get(at.line() - 1);
    int indent = indent(line);
    for (int above = at.line() - 2, left = indent; left > 0 && above >= 0; above--) {
      var outer = lines.get(above);
      if (!outer.isBlank() && indent(outer) < left) {
        left = indent(outer);
        if (SECRET.matcher(outer).find()) {
          return line.substring(0, indent) + HIDDEN;
        }
      }
    }
    return SECRET.matcher(line).replaceFirst("$1" + HIDDEN);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String shown(String line, Position at) {
    var points = line.codePoints().toArray();
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
      blank.append(points[i] == '\t' ? "\t" : " ".repeat(CharacterWidth.of(points[i])));
    }
    return blank.toString();
  }
}
