package runbook.yaml;

import runbook.text.Problems;
import runbook.text.Source;

/** Reports control characters that YAML does not allow, since the parser explains them badly. */
final class ControlCharacterCheck {

  private ControlCharacterCheck() {}

  static boolean allowed(int[] points, Source source, Problems problems) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < points.length; i++) {
      if (points[i] == '\n') {
        line++;
        start = i + 1;
      } else if (!allowed(points[i])) {
        problems.add(
            source.at(line, i - start + 1),
            "the control character U+%04X is not allowed".formatted(points[i]),
            "in double quotes it can be written as \"\\u%04X\"".formatted(points[i]));
        return false;
      }
    }
    return true;
  }

  private static boolean allowed(int point) {
    return switch (point) {
      case '\t', '\r', 0x85 -> true;
      case 0xFFFE, 0xFFFF -> false;
      default -> !Character.isISOControl(point) && (point < 0xD800 || point > 0xDFFF);
    };
  }
}
