package runbook.yaml;

import runbook.text.Position;

/**
 * Finds the position in the file of a character in a scalar's text, by walking through both texts
 * in parallel.
 */
final class ScalarPositions {

  private final Position start;
  private final String source;
  private final String text;
  private int at;
  private int seen;

  private ScalarPositions(Position start, String text) {
    this.start = start;
    this.source = start.source().text();
    this.text = text;
  }

  /** Returns the position of the character, or of the scalar if the texts do not match. */
  static Position of(Node.Scalar scalar, int index) {
    return new ScalarPositions(scalar.at(), scalar.raw()).find(index);
  }

  private Position find(int offset) {
    at = begin();
    if (at < 0) {
      return start;
    }
    skipTagAndAnchor();
    char style = peek(0);
    switch (style) {
      case '"' -> quoted(offset, '\\');
      case '\'' -> quoted(offset, '\'');
      case '|', '>' -> block(offset);
      default -> flow(offset, '\0');
    }
    boolean atEnd = at == source.length() && seen == text.length();
    return atEnd || (at < source.length() && matches()) ? position() : start;
  }

  /** Returns whether the two texts still match. */
  private boolean matches() {
    return seen >= text.length()
        || source.charAt(at) == text.charAt(seen)
        || source.charAt(at) == '\\';
  }

  private int begin() {
    int line = 1;
    int index = 0;
    while (line < start.line()) {
      index = source.indexOf('\n', index) + 1;
      if (index == 0) {
        return -1;
      }
      line++;
    }
    int end = source.indexOf('\n', index);
    int length = source.codePointCount(index, end < 0 ? source.length() : end);
    return start.column() < 1 || start.column() - 1 > length
        ? -1
        : source.offsetByCodePoints(index, start.column() - 1);
  }

  private void skipTagAndAnchor() {
    while (peek(0) == '!' || peek(0) == '&') {
      while (at < source.length() && !Character.isWhitespace(source.charAt(at))) {
        at++;
      }
      while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
        at++;
      }
    }
  }

  private void quoted(int offset, char escape) {
    at++;
    flow(offset, escape);
  }

  private void flow(int offset, char escape) {
    while (seen < offset && at < source.length()) {
      if (escape != '\0' && peek(0) == escape) {
        escaped(escape);
      } else if (atLineEnd()) {
        fold();
      } else {
        at++;
        seen++;
      }
    }
  }

  private void escaped(char escape) {
    if (escape == '\'') {
      at += 2;
      seen++;
      return;
    }
    switch (peek(1)) {
      case '\n' -> {
        at += 2;
        while (peek(0) == ' ' || peek(0) == '\t') {
          at++;
        }
      }
      case 'x' -> step(4);
      case 'u' -> step(6);
      case 'U' -> step(10);
      default -> step(2);
    }
  }

  private void step(int length) {
    at += length;
    seen += Character.charCount(text.codePointAt(seen));
  }

  /** Returns whether only blanks are left on the line. */
  private boolean atLineEnd() {
    int i = at;
    while (i < source.length() && (source.charAt(i) == ' ' || source.charAt(i) == '\t')) {
      i++;
    }
    return i < source.length() && (source.charAt(i) == '\n' || source.charAt(i) == '\r');
  }

  /** Folds line ends: a single one becomes a space, each further one a line end. */
  private void fold() {
    int ends = 0;
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      if (source.charAt(at) == '\n') {
        ends++;
      }
      at++;
    }
    seen += ends <= 1 ? 1 : ends - 1;
  }

  private void block(int offset) {
    nextLine();
    int indent = indent();
    at += Math.min(indent, blanks());
    while (seen < offset && at < source.length()) {
      if (peek(0) == '\r') {
        at++;
      } else if (peek(0) == '\n') {
        at++;
        at += Math.min(indent, blanks());
        if (text.charAt(seen) == '\n' || text.charAt(seen) == ' ') {
          seen++;
        }
      } else {
        at++;
        seen++;
      }
    }
  }

  private void nextLine() {
    int end = source.indexOf('\n', at);
    at = end < 0 ? source.length() : end + 1;
  }

  /** Returns the indentation of the first line that is not empty. */
  private int indent() {
    int line = at;
    while (line < source.length()) {
      int i = line;
      while (i < source.length() && source.charAt(i) == ' ') {
        i++;
      }
      if (i < source.length() && source.charAt(i) != '\n' && source.charAt(i) != '\r') {
        return i - line;
      }
      line = source.indexOf('\n', i) + 1;
      if (line == 0) {
        break;
      }
    }
    return 0;
  }

  private int blanks() {
    int i = at;
    while (i < source.length() && source.charAt(i) == ' ') {
      i++;
    }
    return i - at;
  }

  private char peek(int ahead) {
    return at + ahead < source.length() ? source.charAt(at + ahead) : '\0';
  }

  private Position position() {
    int line = start.line();
    int from = source.lastIndexOf('\n', begin() - 1) + 1;
    for (int end = source.indexOf('\n', from);
        end >= 0 && end < at;
        end = source.indexOf('\n', from)) {
      line++;
      from = end + 1;
    }
    return start.source().at(line, source.codePointCount(from, at) + 1);
  }
}
