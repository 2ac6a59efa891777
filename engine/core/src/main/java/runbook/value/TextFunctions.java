package runbook.value;

import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The functions of CEL for texts. A few of those that make texts longer, one after the other, would
 * fill the memory; here they fail beyond a limit.
 */
final class TextFunctions {

  /** Much longer than any file that runbook reads. */
  private static final int LONGEST = 10_000_000;

  private TextFunctions() {}

  /** Returns the functions of the library that cannot make a text much longer. */
  static CelStringExtensions others() {
    var functions = EnumSet.allOf(Function.class);
    functions.remove(Function.REPLACE);
    functions.remove(Function.JOIN);
    return CelExtensions.strings(functions);
  }

  static Set<CelFunctionBinding> limited() {
    return Set.of(
        CelFunctionBinding.from(
            "string_replace_string_string",
            List.of(String.class, String.class, String.class),
            words -> replaced((String) words[0], (String) words[1], (String) words[2], -1)),
        CelFunctionBinding.from(
            "string_replace_string_string_int",
            List.of(String.class, String.class, String.class, Long.class),
            words ->
                replaced((String) words[0], (String) words[1], (String) words[2], (Long) words[3])),
        CelFunctionBinding.from("list_join", List.class, list -> joined(list, "")),
        CelFunctionBinding.from(
            "list_join_string",
            List.class,
            String.class,
            (list, between) -> joined(list, between)));
  }

  /**
   * @param most how many times to replace; negative for all
   */
  private static String replaced(String text, String from, String to, long most)
      throws CelEvaluationException {
    var out = new StringBuilder();
    int at = 0;
    for (long i = 0; i != most; i++) {
      int found = text.indexOf(from, from.isEmpty() && i > 0 ? at + 1 : at);
      if (found < 0 || (from.isEmpty() && i > text.length())) {
        break;
      }
      out.append(text, at, found).append(to);
      at = found + from.length();
      check(out);
    }
    check(out.append(text, at, text.length()));
    return out.toString();
  }

  private static String joined(List<?> list, String between) throws CelEvaluationException {
    var out = new StringBuilder();
    var separator = "";
    for (var part : list) {
      check(out.append(separator).append(part));
      separator = between;
    }
    return out.toString();
  }

  private static void check(StringBuilder out) throws CelEvaluationException {
    if (out.length() > LONGEST) {
      throw new CelEvaluationException(
          "a text becomes longer than %,d characters".formatted(LONGEST));
    }
  }
}
