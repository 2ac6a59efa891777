package runbook.value;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runbook.text.Suggestion;

/** Rewrites CEL's error messages in terms that users understand. */
final class CelErrorExplainer {

  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "(?:mismatched input|extraneous input|no viable alternative at input"
              + "|token recognition error at:?) '(.*?)'(?: expecting .*)?",
          Pattern.DOTALL);
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '(.*)' \\(in container.*");
  private static final Pattern OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.*?)' applied to '\\((.*)\\)'.*", Pattern.DOTALL);
  private static final Pattern RUNTIME_OVERLOAD =
      Pattern.compile("No matching overload for function '(.*?)'.*", Pattern.DOTALL);
  private static final Map<Pattern, String> SAYINGS =
      Map.of(
          Pattern.compile("expected boolean value, found: .*", Pattern.DOTALL),
          "both sides of && and || must be true or false",
          Pattern.compile("Error resolving field '(.*?)'\\. Field selections must .*"),
          "there is no '$1' here: this is not a map",
          Pattern.compile("Expression recursion limit exceeded.*"),
          "the expression is nested too deep",
          Pattern.compile("expression code point size exceeds limit.*"),
          "the expression is too long",
          Pattern.compile("Index out of bounds: (.*)"),
          "there is no item $1",
          Pattern.compile("/ by zero"),
          "this divides by zero",
          Pattern.compile("Iteration budget exceeded.*"),
          "the expression takes too many steps",
          Pattern.compile("For input string: .*", Pattern.DOTALL),
          "this text is not a number");
  private static final List<String> FUNCTIONS =
      List.of(
          "all",
          "bool",
          "contains",
          "distinct",
          "double",
          "duration",
          "endsWith",
          "exists",
          "exists_one",
          "filter",
          "flatten",
          "has",
          "indexOf",
          "int",
          "join",
          "lowerAscii",
          "map",
          "matches",
          "replace",
          "size",
          "sort",
          "split",
          "startsWith",
          "string",
          "substring",
          "timestamp",
          "transformMapEntry",
          "trim",
          "type",
          "upperAscii");

  private CelErrorExplainer() {}

  static String plain(String message) {
    var unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      var word = unexpected.group(1).strip();
      return word.equals("<EOF>") ? "the expression ends too early" : "unexpected '" + word + "'";
    }
    var undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return "there is no function '" + undeclared.group(1) + "'";
    }
    var overload = OVERLOAD.matcher(message);
    if (overload.matches()) {
      var kinds =
          Arrays.stream(overload.group(2).split(", (?![^(]*\\))"))
              .map(CelErrorExplainer::kind)
              .collect(Collectors.joining(" and "));
      return "'%s' cannot be used with %s".formatted(operator(overload.group(1)), kinds);
    }
    var late = RUNTIME_OVERLOAD.matcher(message);
    if (late.matches()) {
      return "'%s' cannot be used with these values".formatted(operator(late.group(1)));
    }
    return said(message).orElseGet(() -> message.replaceFirst("\\.$", ""));
  }

  /** Rewrites messages that only need other words. */
  private static Optional<String> said(String message) {
    return SAYINGS.entrySet().stream()
        .filter(saying -> saying.getKey().matcher(message).matches())
        .map(saying -> saying.getKey().matcher(message).replaceFirst(saying.getValue()))
        .findFirst();
  }

  static String hint(String message) {
    var undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      return Suggestion.hint(undeclared.group(1), FUNCTIONS);
    }
    if (message.contains("type(")) {
      return "the names of types, such as list and type, are not variables here: write vars.type";
    }
    return OVERLOAD.matcher(message).matches() || RUNTIME_OVERLOAD.matcher(message).matches()
        ? "int(x), double(x) and string(x) convert between types"
        : "";
  }

  /** Returns the name of a CEL type for messages. */
  static String kind(String type) {
    return switch (type.replaceFirst("\\(.*", "")) {
      case "string" -> "a text";
      case "int", "uint", "double" -> "a number";
      case "bool" -> "true or false";
      case "list" -> "a list";
      case "map" -> "a map";
      case "null_type", "null" -> "null";
      case "type" -> "the name of a type";
      case "dyn" -> "a value";
      default -> type;
    };
  }

  private static String operator(String function) {
    return switch (function) {
      case "_?_:_" -> "? :";
      case "_[_]" -> "[ ]";
      case "@in" -> "in";
      default -> function.replace("_", "").isEmpty() ? function : stripped(function);
    };
  }

  /**
   * Strips the underscores of operators such as {@code _==_}, but keeps functions such as {@code
   * exists_one}.
   */
  private static String stripped(String function) {
    return Character.isLetter(function.replace("_", "").charAt(0))
        ? function
        : function.replace("_", "");
  }
}
