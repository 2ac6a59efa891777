package runbook.module;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A piece of POSIX sh. Values enter it as quoted words only, never as text. */
public record Script(String text) {

  /** The template with each {@code {}} replaced by the next value, quoted as one word. */
  public static Script of(String template, Object... values) {
    var parts = template.split("\\{}", -1);
    if (parts.length != values.length + 1) {
      throw new IllegalArgumentException(
          "%d places for %d values in: %s".formatted(parts.length - 1, values.length, template));
    }
    var text = new StringBuilder(parts[0]);
    for (int i = 0; i < values.length; i++) {
      text.append(quote(values[i].toString())).append(parts[i + 1]);
    }
    return new Script(text.toString());
  }

  /** The words as one simple command. */
  public static Script words(List<String> words) {
    return new Script(words.stream().map(Script::quote).collect(Collectors.joining(" ")));
  }

  /** The scripts one after another, each on lines of its own. */
  public static Script lines(Script... scripts) {
    return new Script(Arrays.stream(scripts).map(Script::text).collect(Collectors.joining("\n")));
  }

  /** The scripts as one list that ends with the first failure. */
  public static Script allOf(List<Script> scripts) {
    return new Script(scripts.stream().map(Script::text).collect(Collectors.joining(" && ")));
  }

  public static Script allOf(Script... scripts) {
    return allOf(Stream.of(scripts).toList());
  }

  public static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
