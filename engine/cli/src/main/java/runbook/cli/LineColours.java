package runbook.cli;

import java.util.Map;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours the first word of a line of a report, which says what happened. */
final class LineColours {

  private static final Map<String, Integer> COLOURS =
      Map.ofEntries(
          Map.entry("ok", AttributedStyle.GREEN),
          Map.entry("changed", AttributedStyle.YELLOW),
          Map.entry("change", AttributedStyle.YELLOW),
          Map.entry("unknown", AttributedStyle.MAGENTA),
          Map.entry("warning", AttributedStyle.MAGENTA),
          Map.entry("skipped", AttributedStyle.CYAN),
          Map.entry("barrier", AttributedStyle.BLUE),
          Map.entry("in", AttributedStyle.BLUE),
          Map.entry("through", AttributedStyle.BLUE),
          Map.entry("FAILED", AttributedStyle.RED),
          Map.entry("LOST", AttributedStyle.RED),
          Map.entry("BUSY", AttributedStyle.RED),
          Map.entry("BARRIER", AttributedStyle.RED),
          Map.entry("ROLLING", AttributedStyle.RED));

  private LineColours() {}

  static String paint(String line) {
    int end = line.indexOf(' ');
    var colour = end < 0 ? null : COLOURS.get(line.substring(0, end));
    return colour == null
        ? line
        : new AttributedStringBuilder()
                .append(line.substring(0, end), AttributedStyle.DEFAULT.foreground(colour))
                .toAnsi()
            + line.substring(end);
  }
}
