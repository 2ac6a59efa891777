package runbook.plan;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.VariableNames;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads the variables of {@code -e}. */
final class ExtraVars {

  static final String OPTION = "-e";

  /**
   * Matches {@code name=value}, {@code name='a value'} and {@code name="a value"}; a tag must be
   * one word.
   */
  private static final Pattern PAIR =
      Pattern.compile("([^\\s=]+)=(?:'([^']*)'|\"([^\"]*)\"|((?:\\{\\{[^}]*}}|\\S)*+))(?=\\s|$)");

  /** Values that YAML reads as something other than text, except numbers with a leading zero. */
  private static final Pattern TYPED =
      Pattern.compile("true|false|null|-?(0|[1-9]\\d{0,17})(\\.\\d+)?");

  private final Map<String, Node> variables = new LinkedHashMap<>();
  private final Set<String> typed = new LinkedHashSet<>();
  private final Problems problems;

  private ExtraVars(Problems problems) {
    this.problems = problems;
  }

  /** Reads the variables of all options; a later one wins. */
  static ExtraVars read(List<String> options, Problems problems) {
    var extra = new ExtraVars(problems);
    options.forEach(extra::option);
    return extra;
  }

  Map<String, Node> variables() {
    return variables;
  }

  /** Returns the names given on the command line itself, not in files. */
  Set<String> typed() {
    return typed;
  }

  private void option(String text) {
    // It can hold a secret, wherever the mistake is.
    var source = new Source(OPTION, text, true);
    var start = text.stripLeading();
    if (start.startsWith("@")) {
      var name = start.substring(1).strip();
      if (name.isEmpty()) {
        problems.add(source.at(1, 1), "a file is missing here", "write -e @file.yml");
        return;
      }
      Source.read(Path.of(name), name, source.at(1, 1), problems).ifPresent(this::document);
    } else if (start.startsWith("{") || start.startsWith("[")) {
      document(source);
    } else {
      pairs(source);
    }
  }

  private void document(Source source) {
    YamlReader.read(source, problems)
        .ifPresent(node -> {
          if (node instanceof Node.Mapping map) {
            map.entries().forEach(e -> put(e.key().raw(), e.key().at(), e.value()));
          } else {
            problems.add(node.at(), "variables are a map of names and values", "as in {port: 80}");
          }
        });
  }

  private void pairs(Source source) {
    var text = source.text();
    var pair = PAIR.matcher(text);
    int end = 0;
    while (pair.find() && text.substring(end, pair.start()).isBlank()) {
      boolean quoted = pair.group(4) == null;
      int group = pair.group(2) != null ? 2 : pair.group(3) != null ? 3 : 4;
      var at = at(source, pair.start(group));
      put(pair.group(1), at(source, pair.start(1)), scalar(at, pair.group(group), quoted));
      end = pair.end();
    }
    if (!text.substring(end).isBlank() || text.isBlank()) {
      int wrong = end + text.substring(end).length() - text.substring(end).stripLeading().length();
      problems.add(
          at(source, wrong),
          "this is not name=value",
          "write -e name=value, -e 'name=\"two words\"', -e @file.yml or -e '{name: value}'");
    }
  }

  /** Reads an unquoted false as a boolean, not as a text, so that it is never taken for true. */
  private static Node scalar(Position at, String text, boolean quoted) {
    if (!quoted && TYPED.matcher(text).matches()) {
      var read = YamlReader.read(new Source(OPTION, text), new Problems());
      if (read.isPresent() && read.get() instanceof Node.Scalar scalar) {
        return new Node.Scalar(at, text, scalar.value(), true, false);
      }
    }
    return new Node.Scalar(at, text, text, !quoted, false);
  }

  private void put(String name, Position at, Node value) {
    // A value can follow the colon.
    var objection = VariableNames.objection(name.replaceFirst(":.*", ":…"));
    if (objection.isPresent()) {
      problems.add(
          at,
          objection.get(),
          name.contains(":") ? "write a space after ':'" : "choose another name");
      return;
    }
    variables.put(name, value);
    if (at.source().name().equals(OPTION)) {
      typed.add(name);
    }
  }

  private static Position at(Source source, int index) {
    int line = 1 + (int) source.text().substring(0, index).chars().filter(c -> c == '\n').count();
    int start = source.text().lastIndexOf('\n', index - 1) + 1;
    return source.at(line, source.text().codePointCount(start, index) + 1);
  }
}
