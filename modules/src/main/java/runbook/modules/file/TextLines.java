package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A text as lines that keep their line breaks, so that every unchanged byte stays as it is. */
record TextLines(List<String> all) {

  static TextLines of(String text) {
    return new TextLines(
        text.isEmpty()
            ? List.of()
            : List.of(text.split("(?<=\n)", -1)).stream().filter(l -> !l.isEmpty()).toList());
  }

  String text() {
    return String.join("", all);
  }

  /** Returns the line without its line break. */
  String bare(int at) {
    return bare(all.get(at));
  }

  private static String bare(String line) {
    return line.replaceFirst("\r?\n$", "");
  }

  /** Lists the positions of matching lines in order. */
  IntStream where(Predicate<String> fits) {
    return IntStream.range(0, all.size()).filter(at -> fits.test(bare(at)));
  }

  TextLines replaced(int at, String line) {
    var lines = new ArrayList<>(all);
    lines.set(at, line + all.get(at).substring(bare(at).length()));
    return new TextLines(List.copyOf(lines));
  }

  /** Inserts a line, with the same line break as the first line. */
  TextLines inserted(int at, String line) {
    var lines = new ArrayList<>(all);
    var end = !all.isEmpty() && all.getFirst().endsWith("\r\n") ? "\r\n" : "\n";
    if (at > 0 && !all.get(at - 1).endsWith("\n")) {
      lines.set(at - 1, all.get(at - 1) + end);
    }
    lines.add(at, line + end);
    return new TextLines(List.copyOf(lines));
  }

  TextLines without(Predicate<String> fits) {
    return new TextLines(all.stream().filter(line -> !fits.test(bare(line))).toList());
  }
}
