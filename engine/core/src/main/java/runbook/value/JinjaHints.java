package runbook.value;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hints for users who write Jinja in expressions. */
final class JinjaHints {

  private record Word(Pattern pattern, String hint) {}

  private static final List<Word> WORDS =
      List.of(
          word(
              "\\bis\\s+not\\s+defined\\b|\\bis\\s+undefined\\b",
              "write !has(vars.NAME) for 'NAME is not defined'"),
          word("\\bis\\s+defined\\b", "write has(vars.NAME) for 'NAME is defined'"),
          word("\\bis\\s+(not\\s+)?changed\\b", "write result.changed for 'result is changed'"),
          word("\\bis\\s+(not\\s+)?failed\\b", "write result.failed for 'result is failed'"),
          word("\\bnot\\s+in\\b", "write !(x in list) for 'x not in list'"),
          word("\\band\\b", "write && for 'and'"),
          word("\\bor\\b", "write || for 'or'"),
          word("\\bnot\\b(?!\\s+(in|defined)\\b)", "write ! for 'not'"),
          word("\\bTrue\\b", "write true for 'True'"),
          word("\\bFalse\\b", "write false for 'False'"),
          word("\\bNone\\b", "write null for 'None'"),
          word("\\|\\s*(length|count)\\b", "write size(x) for 'x | length'"),
          word("\\|\\s*int\\b", "write int(x) for 'x | int'"),
          word("\\|\\s*bool\\b", "write x == 'true' for 'x | bool', or keep a boolean in x"),
          word(
              "\\|\\s*d(efault)?\\b",
              "write has(vars.x) ? vars.x : other for 'x | default(other)'"),
          word(
              "(?<!\\|)\\|(?!\\||\\s*(length|count|int|bool|default|d)\\b)",
              "there are no filters; the functions are those of CEL, such as size(x)"),
          word("(?<![=!<>])=(?!=)", "write == to compare"));

  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

  private JinjaHints() {}

  /** Returns what to write instead; empty if the expression contains no Jinja. */
  static String hint(String expression) {
    var bare = QUOTED.matcher(expression).replaceAll("''");
    return WORDS.stream()
        .filter(word -> word.pattern().matcher(bare).find())
        .map(Word::hint)
        .collect(Collectors.joining("; "));
  }

  /** Detects braces, which are only allowed in texts. */
  static Optional<CompiledExpression.Flaw> braces(String expression) {
    int at = expression.indexOf("{{");
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new CompiledExpression.Flaw(
                at,
                "an expression has no braces",
                "write " + expression.replaceAll("\\{\\{\\s*|\\s*}}", "").strip()));
  }

  /** Returns how to turn a value of this kind into true or false. */
  static String comparison(String kind) {
    return switch (kind) {
      case "a text" -> "compare it, as in x == 'yes'";
      case "a number" -> "compare it, as in x != 0";
      case "a list", "a map" -> "compare its size, as in size(x) > 0";
      case "null" -> "compare it, as in x != null";
      default -> "";
    };
  }

  private static Word word(String pattern, String hint) {
    return new Word(Pattern.compile(pattern), hint);
  }
}
