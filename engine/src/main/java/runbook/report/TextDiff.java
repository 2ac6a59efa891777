package runbook.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import runbook.module.Difference;

/** A change of a text, line by line, in the form that {@code diff -u} has made familiar. */
final class TextDiff {

  private static final int LINES_AROUND = 3;
  private static final int MOST_LINES = 400;

  private TextDiff() {}

  static List<String> lines(Difference.Text text) {
    var before = text.before().lines().toList();
    var after = text.after().lines().toList();
    var patch = DiffUtils.diff(before, after);
    var lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            text.what() + " (now)", text.what() + " (wanted)", before, patch, LINES_AROUND);
    if (lines.isEmpty()) {
      return List.of("the texts differ only in how their lines end");
    }
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    var cut = new java.util.ArrayList<>(lines.subList(0, MOST_LINES));
    cut.add("… %d more lines".formatted(lines.size() - MOST_LINES));
    return cut;
  }
}
