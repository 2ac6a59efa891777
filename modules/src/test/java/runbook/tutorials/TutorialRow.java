package runbook.tutorials;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One requirement of a tutorial.
 *
 * @param number such as {@code S0-09}
 * @param leftOut the reason why no test covers it
 */
record TutorialRow(String number, String text, Optional<String> leftOut) {

  private static final Pattern LINE = Pattern.compile("(S\\d-\\d\\d) (- )?(.+)");

  static List<TutorialRow> read(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(TutorialRow::of)
        .toList();
  }

  private static TutorialRow of(String line) {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a row: " + line);
    }
    return parts.group(2) == null
        ? new TutorialRow(parts.group(1), parts.group(3), Optional.empty())
        : new TutorialRow(parts.group(1), "", Optional.of(parts.group(3)));
  }

  /** Returns the number of its tutorial. */
  char seed() {
    return number.charAt(1);
  }
}
