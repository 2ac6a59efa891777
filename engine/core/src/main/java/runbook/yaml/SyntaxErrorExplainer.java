package runbook.yaml;

import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Source;

/** Rewrites the YAML parser's syntax errors in terms that authors of YAML understand. */
final class SyntaxErrorExplainer {

  private static final Pattern VARIABLE = Pattern.compile("(?:^|[:\\-,\\[]) *(\\{\\{.*)");

  private SyntaxErrorExplainer() {}

  static Problem unquoted(Position at, String text) {
    var shown = text.length() > 60 || text.indexOf('\n') >= 0 ? "{{ … }}" : text;
    return new Problem(
        at,
        "a value that begins with '{{' must be in quotes",
        "write \"" + shown.replace("\"", "'") + "\"");
  }

  static Problem problem(MarkedYamlEngineException e, Source source) {
    var at = e.getProblemMark().map(m -> at(m, source)).orElse(source.at(1, 1));
    var begun = e.getContextMark().map(m -> at(m, source));
    return variable(at, begun).orElseGet(() -> translated(e, at, begun.orElse(at)));
  }

  /**
   * Detects a value that begins with an unquoted variable, which causes the most confusing errors.
   */
  private static Optional<Problem> variable(Position at, Optional<Position> begun) {
    return begun.flatMap(SyntaxErrorExplainer::variable).or(() -> variable(at));
  }

  private static Optional<Problem> variable(Position near) {
    var line = near.source().line(near.line());
    var found = VARIABLE.matcher(line);
    if (!found.find()) {
      return Optional.empty();
    }
    int column = line.codePointCount(0, found.start(1)) + 1;
    return Optional.of(
        unquoted(near.source().at(near.line(), column), found.group(1).stripTrailing()));
  }

  private static Problem translated(MarkedYamlEngineException e, Position at, Position begun) {
    var context = Optional.ofNullable(e.getContext()).orElse("");
    var found = e.getProblem();
    if (found.contains("\\t(TAB)")) {
      return new Problem(at, "a tab cannot indent a line", "indent with spaces");
    }
    if (found.startsWith("found character")) {
      var character = at.source().line(at.line()).substring(offset(at)).substring(0, 1);
      return new Problem(
          at, "a text cannot begin with '" + character + "'", "put the whole text in quotes");
    }
    if (context.contains("quoted scalar") && found.startsWith("found unexpected")) {
      return new Problem(begun, "this quote is never closed", "");
    }
    if (found.contains("escape character") || context.contains("double-quoted")) {
      return new Problem(
          at,
          "unknown escape in double quotes",
          "write \\\\ for a backslash, or use single quotes, where it needs no escape");
    }
    if (context.contains("an alias") || context.contains("an anchor")) {
      return new Problem(
          begun,
          "a name must follow '*' or '&'",
          "a text that begins with '*' or '&' must be in quotes");
    }
    if (found.startsWith("mapping values are not allowed")) {
      return new Problem(
          at,
          "a key is not allowed here",
          before(at).contains(": ")
              ? "a text with ': ' in it must be in quotes; a map begins on a new line"
              : "the line above already has its value: indent this line like that one");
    }
    if (found.startsWith("sequence entries are not allowed")) {
      return new Problem(at, "a list cannot begin here", "begin it on the next line");
    }
    if (found.startsWith("could not find expected ':'")) {
      return new Problem(
          begun,
          "this is neither a key nor a list item",
          "write 'key: value', or '- item' with a space after the dash");
    }
    return structure(context, found, at, begun);
  }

  private static Problem structure(String context, String found, Position at, Position begun) {
    if (context.contains("flow sequence") || context.contains("flow mapping")) {
      boolean list = context.contains("sequence");
      return new Problem(
          at,
          "expected ',' or '%s': the '%s' in line %d is still open"
              .formatted(list ? "]" : "}", list ? "[" : "{", begun.line()),
          "");
    }
    if (context.contains("block mapping") || context.contains("block collection")) {
      var what = context.contains("mapping") ? "map" : "list";
      return found.contains("scalar") && !before(at).isBlank()
          ? new Problem(
              at,
              "there is text after the end of a value",
              "quotes must be around the whole value; in single quotes, write a quote twice")
          : new Problem(
              at,
              "this line does not fit the %s that begins in line %d".formatted(what, begun.line()),
              found.contains("'-'") || found.contains("'?'")
                  ? "a list cannot also have keys, nor a map items: indent what belongs inside"
                  : "the %s of that %s begin in column %d"
                      .formatted(what.equals("map") ? "keys" : "items", what, begun.column()));
    }
    if (found.startsWith("expected '<document start>'")) {
      return new Problem(at, "there is text after the end of the first value", "");
    }
    if (found.startsWith("expected the node content")) {
      return new Problem(at, "a value is missing here", "a text of symbols must be in quotes");
    }
    return new Problem(at, found, "");
  }

  private static String before(Position at) {
    return at.source().line(at.line()).substring(0, offset(at));
  }

  private static int offset(Position at) {
    var line = at.source().line(at.line());
    return line.offsetByCodePoints(
        0, Math.min(at.column() - 1, line.codePointCount(0, line.length())));
  }

  private static Position at(Mark mark, Source source) {
    return source.at(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
