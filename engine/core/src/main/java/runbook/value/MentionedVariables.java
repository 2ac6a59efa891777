package runbook.value;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import runbook.yaml.Node;

/** Collects the variables that texts mention, whether or not a run ever uses them. */
public final class MentionedVariables {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  /**
   * A tag of a template. Its first word is a variable unless an enclosing section has a key of that
   * name.
   */
  private static final Pattern TAG = Pattern.compile("\\{\\{+\\s*[#^/&]?\\s*([\\w.-]+)[^}]*}}");

  private static final String PART = "\\s*(?:\\.\\s*\\w++(?!\\s*\\()|\\[\\s*['\"]\\w+['\"]\\s*])";

  private static final String HOST = "\\s*(?:\\.\\s*\\w+|\\[(?:[^\\[\\]]|\\[[^\\[\\]]*])*])";

  /** {@code vars.name}, and {@code hostvars[a_host].name}. */
  private static final Pattern NAMED =
      Pattern.compile("\\bvars" + PART + "|\\bhostvars" + HOST + PART);

  private static final Pattern WHOLE = Pattern.compile("(?<![.\\w])(vars|hostvars)\\b");

  /** {@code in hostvars} only tests for a host and reads none of its variables. */
  private static final Pattern ASKED = Pattern.compile("\\bin\\s+hostvars\\b(?!\\s*[.\\[])");

  /** Maps that contain all variables, with the number of path segments before a variable's name. */
  private static final Map<String, Integer> ABOVE = Map.of(VariableScope.ALL, 1, "hostvars", 2);

  private final Set<String> words = new HashSet<>();
  private final Set<String> variables = new TreeSet<>();
  private boolean all;

  /** Returns whether the variable may be used. */
  public boolean has(String variable) {
    return all || words.contains(variable);
  }

  /** Returns the variables that are certainly used, without runbook's own. */
  public Set<String> variables() {
    return variables;
  }

  /** Treats every variable as used, because only the run can tell which ones are. */
  public void any() {
    all = true;
  }

  public void nodes(Iterable<? extends Node> nodes) {
    nodes.forEach(this::node);
  }

  public void node(Node node) {
    switch (node) {
      case Node.Scalar scalar when CelScalar.is(scalar) ->
          expression(scalar.raw(), CompiledExpression.formula(scalar.raw()));
      case Node.Scalar scalar when scalar.value() instanceof String text -> text(text);
      case Node.Scalar _ -> {}
      case Node.Sequence list -> nodes(list.items());
      case Node.Mapping map -> map.entries().forEach(e -> node(e.value()));
    }
  }

  public void condition(Condition condition) {
    for (var term : condition.expressions()) {
      expression(term.text(), CompiledExpression.of(term.text()));
    }
  }

  /** Adds the variable that a name, possibly dotted, refers to. */
  public void name(String name) {
    text("{{" + name + "}}");
  }

  /** Adds the variables of a text or template. */
  void text(String text) {
    if (!text.contains("{{")) {
      return;
    }
    if (text.contains("{{=")) {
      // With other delimiters, any word may be a variable.
      words(text);
      all |= WHOLE.matcher(text).find();
    }
    var tags = TAG.matcher(text);
    while (tags.find()) {
      words(tags.group());
      path(List.of(tags.group(1).split("\\.")));
    }
  }

  private void path(List<String> parts) {
    int above = parts.isEmpty() ? 0 : ABOVE.getOrDefault(parts.getFirst(), 0);
    if (parts.size() > above) {
      variable(parts.get(above));
    } else {
      all |= above > 0;
    }
  }

  private void expression(String text, CompiledExpression compiledExpression) {
    words(text);
    compiledExpression.names().forEach(variableUse -> variable(variableUse.name()));
    var named = NAMED.matcher(text);
    while (named.find()) {
      var last = WORD.matcher(named.group());
      last.results().reduce((_, next) -> next).ifPresent(word -> variable(word.group()));
    }
    all |= WHOLE.matcher(ASKED.matcher(named.replaceAll("")).replaceAll("")).find();
  }

  private void words(String text) {
    WORD.matcher(text).results().forEach(word -> words.add(word.group()));
  }

  private void variable(String name) {
    if (VariableNames.objection(name).isEmpty()) {
      variables.add(name);
    }
  }
}
