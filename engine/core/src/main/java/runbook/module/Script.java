package runbook.module;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of POSIX sh. Values enter it as quoted words only, never as text.
 *
 * @param shared definitions it uses, each ending in a line break
 * @param failureHint what to do when it fails, which is no part of what it does
 */
public record Script(String text, Set<String> shared, FailureHint failureHint) {

  public Script {
    shared = Collections.unmodifiableSet(new LinkedHashSet<>(shared));
  }

  public Script(String text) {
    this(text, Set.of(), FailureHint.NONE);
  }

  /** The same script, which uses definitions that go along once, however many scripts use them. */
  public Script sharing(String definitions) {
    var more = new LinkedHashSet<>(shared);
    more.add(definitions);
    return new Script(text, more, failureHint);
  }

  /** The same script, which calls functions of these files. */
  public Script sharing(ShellFile... files) {
    var script = this;
    for (var file : files) {
      script = script.sharing(file.text());
    }
    return script;
  }

  /** The same script, with what is known about its failures. */
  public Script withFailureHint(FailureHint known) {
    return new Script(text, shared, known);
  }

  /** The text with all it uses, to be run on its own. */
  public String whole() {
    return String.join("", shared) + text;
  }

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
    return joined(List.of(scripts), "\n");
  }

  /** The scripts as one list that ends with the first failure. */
  public static Script allOf(List<Script> scripts) {
    return joined(scripts, " && ");
  }

  public static Script allOf(Script... scripts) {
    return allOf(Stream.of(scripts).toList());
  }

  private static Script joined(List<Script> scripts, String between) {
    var shared = new LinkedHashSet<String>();
    scripts.forEach(script -> shared.addAll(script.shared()));
    return new Script(
        scripts.stream().map(Script::text).collect(Collectors.joining(between)),
        shared,
        said -> scripts.stream().flatMap(s -> s.failureHint().on(said).stream()).findFirst());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Script(var same, var used, var _)
        && same.equals(text)
        && used.equals(shared);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  public static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
