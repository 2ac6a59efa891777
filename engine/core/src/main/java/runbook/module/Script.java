package runbook.module;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of POSIX sh. Values are always inserted as quoted words, never as text.
 *
 * @param shared definitions it uses, each ending in a line break
 * @param failureHint what to do when it fails; not part of the script's text
 * @param readAhead reads for this query and others at once; not part of the script's text
 */
public record Script(
    String text, Set<String> shared, FailureHint failureHint, Optional<ReadAhead> readAhead) {

  /**
   * A shell function that reads for many queries at once and keeps the results in variables.
   *
   * @param function the name of the function; it gets the words of all queries as arguments
   * @param words the words of this query
   */
  public record ReadAhead(String function, List<String> words) {}

  public Script {
    shared = Collections.unmodifiableSet(new LinkedHashSet<>(shared));
  }

  public Script(String text) {
    this(text, Set.of(), FailureHint.NONE, Optional.empty());
  }

  /**
   * Returns this script with shared definitions, which are sent once however many scripts use them.
   */
  public Script sharing(String definitions) {
    var more = new LinkedHashSet<>(shared);
    more.add(definitions);
    return new Script(text, more, failureHint, readAhead);
  }

  /** Returns this script with the functions of these files. */
  public Script sharing(ShellFile... files) {
    var script = this;
    for (var file : files) {
      script = script.sharing(file.text());
    }
    return script;
  }

  /** Returns this script with a hint for its failures. */
  public Script withFailureHint(FailureHint known) {
    return new Script(text, shared, known, readAhead);
  }

  /**
   * Returns this query as one of a kind that is read together: before all such queries of a
   * request, one call of the function gets the words of each. Such a query runs without a subshell.
   * It must not exit, and it must print to its standard output why it fails.
   */
  public Script readAhead(String function, Object... words) {
    return readAhead(function, Stream.of(words).map(word -> quote(word.toString())).toList());
  }

  /**
   * Returns this query as above, with nothing to read ahead. Also for a change that consists of
   * simple commands, which neither exit nor set anything.
   */
  public Script withoutSubshell() {
    return readAhead(":");
  }

  /** Returns this query as above, with words that are quoted already. */
  public Script readAhead(String function, List<String> quoted) {
    return new Script(text, shared, failureHint, Optional.of(new ReadAhead(function, quoted)));
  }

  /** Returns the text with all definitions it uses, ready to run alone. */
  public String whole() {
    return String.join("", shared) + text;
  }

  /** Returns the template with each {@code {}} replaced by the next value, quoted as one word. */
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

  /** Returns the words as one simple command. */
  public static Script words(List<String> words) {
    return new Script(words.stream().map(Script::quote).collect(Collectors.joining(" ")));
  }

  /** Joins the scripts, each starting on a new line. */
  public static Script lines(Script... scripts) {
    return joined(List.of(scripts), "\n");
  }

  /** Joins the scripts into one list that ends with the first failure. */
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
        said -> scripts.stream().flatMap(s -> s.failureHint().on(said).stream()).findFirst(),
        Optional.empty());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Script(var same, var used, var _, var _)
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
