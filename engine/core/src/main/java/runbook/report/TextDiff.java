package runbook.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.Patch;
import java.util.List;
import runbook.module.Difference;

/** Compares two texts line by line and prints the difference like {@code diff -u}. */
public final class TextDiff {

  private static final int LINES_AROUND = 3;
  private static final int MOST_LINES = 400;

  /** The smallest difference of more lines would take minutes to find. */
  private static final int MOST_COMPARED = 6000;

  private TextDiff() {}

  public static List<String> lines(Difference.TextDifference textDifference) {
    var before = textDifference.before().lines().toList();
    var after = textDifference.after().lines().toList();
    var patch =
        before.size() + after.size() <= MOST_COMPARED
            ? DiffUtils.diff(before, after)
            : between(before, after);
    var lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            textDifference.what() + " (now)",
            textDifference.what() + " (wanted)",
            before,
            patch,
            LINES_AROUND);
    if (lines.isEmpty()) {
      return List.of("the texts differ only in their line endings, or in what is masked");
    }
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    var cut = new java.util.ArrayList<>(lines.subList(0, MOST_LINES));
    cut.add("… %d more lines".formatted(lines.size() - MOST_LINES));
    return cut;
  }

  /** Returns everything between the common start and the common end as one change. */
  private static Patch<String> between(List<String> before, List<String> after) {
    int most = Math.min(before.size(), after.size());
    int head = 0;
    while (head < most && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    var from = before.subList(head, before.size() - tail);
    var to = after.subList(head, after.size() - tail);
    if (from.size() + to.size() <= MOST_COMPARED) {
      return DiffUtils.diff(before, after);
    }
    var patch = new Patch<String>();
    patch.addDelta(new ChangeDelta<>(new Chunk<>(head, from), new Chunk<>(head, to)));
    return patch;
  }
}
