package runbook.yaml;

import runbook.text.Position;

/** Finds the places inside a scalar, by comparing it with the lines it was read from. */
final class Inside {

  private Inside() {}

  static Position of(Node.Scalar scalar, int index) {
    var at = scalar.at();
    var line = at.source().line(at.line());
    if (at.column() < 1 || at.column() > line.codePointCount(0, line.length())) {
      return at;
    }
    int start = line.offsetByCodePoints(0, at.column() - 1);
    char first = line.charAt(start);
    if (first == '|') {
      return inBlock(scalar, index);
    }
    int quote = !scalar.plain() && (first == '"' || first == '\'') ? 1 : 0;
    return line.startsWith(scalar.raw(), start + quote)
        ? onLine(at, at.line(), line, start + quote + index)
        : at;
  }

  private static Position inBlock(Node.Scalar scalar, int index) {
    var before = scalar.raw().substring(0, index);
    int number = (int) before.chars().filter(c -> c == '\n').count();
    int lineStart = before.lastIndexOf('\n') + 1;
    var wanted = scalar.raw().substring(lineStart).lines().findFirst().orElse("");
    int place = scalar.at().line() + 1 + number;
    var line = scalar.at().source().line(place);
    return line.endsWith(wanted)
        ? onLine(scalar.at(), place, line, line.length() - wanted.length() + index - lineStart)
        : scalar.at();
  }

  private static Position onLine(Position at, int number, String line, int offset) {
    return at.source().at(number, line.codePointCount(0, Math.min(offset, line.length())) + 1);
  }
}
