package runbook.text;

import java.util.regex.Pattern;

/** A problem as shown to the user: position, message, the line with a caret, and a hint. */
public final class Snippet {

  /** Longer lines are cut to this many characters around the caret. */
  private static final int WIDEST = 100;

  private static final String HIDDEN = "********";

  /** Finds tags of values; the name of one can be mistyped, or lack the space after it. */
  private static final String TAG =
      "(?:^|[:\\-?\\[{,])\\s*!(?!cel\\s|!(?:str|int|float|bool|null|seq|map)\\s)(?:secret(?=\\S)|[^\\s,\\]}]*\\s+)";

  private static final String PASSWORD =
      "(?i:pass|password|passphrase)[\"']?\\s*[:=]\\s*(?!!secret)";

  /** Finds secrets: values that are tagged, and passwords without a tag. */
  private static final Pattern SECRET = Pattern.compile("(" + TAG + "|" + PASSWORD + ")(?=\\S).*");

  private Snippet() {}

  /** Formats an error as several lines, without a line break at the end. */
  public static String of(Problem problem) {
    return of(problem, "error");
  }

  /** Formats a warning in the same way. */
  public static String warning(Problem problem) {
    return of(problem, "warning");
  }

  private static String of(Problem problem, String kind) {
    var at = problem.at();
    var text = new StringBuilder(at + ": " + kind + ": " + problem.message());
    var line = line(at);
    if (!line.isEmpty()) {
      text.append('\n').append(shown(line, at));
    }
    if (!problem.hint().isEmpty()) {
      text.append("\n  hint: ").append(problem.hint());
    }
    return TerminalSafeText.of(text.toString());
  }

  /** Returns the line at a position without its secrets, which are never shown. */
  public static String line(Position at) {
    var lines = at.source().lines();
    if (at.source().isPrivate() || at.line() < 1 || at.line() > lines.size()) {
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

  /**
   * Returns spaces as wide as these characters. A tab stays a tab, so that it lines up with the
   * line above.
   */
  private static String blank(int[] points, int from, int to) {
    var blank = new StringBuilder();
    for (int i = from; i < to; i++) {
      blank.append(points[i] == '\t' ? "\t" : " ".repeat(CharacterWidth.of(points[i])));
    }
    return blank.toString();
  }
}
