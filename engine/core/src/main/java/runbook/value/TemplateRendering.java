package runbook.value;

import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.knowledge.Unknown;
import runbook.text.Position;

/** One rendering of a template. It continues after a problem to find further ones. */
final class TemplateRendering {

  private static final int LONGEST = 1000;

  /**
   * Limits the output: a chain of variables that each repeat the previous one ten times could fill
   * the memory.
   */
  private static final int MOST = 8_000_000;

  private static final Pattern PATH = Pattern.compile("[A-Za-z_][\\w-]*(\\.[\\w-]+)*");

  private final VariableScope variableScope;
  private final ValueResolution valueResolution;
  private final TagLocator tagLocator;
  private Optional<Unknown<?>> unknown = Optional.empty();
  private boolean usesSecret;
  private boolean usesShortSecret;
  private long length;

  /** Finds the position of the tag that uses a name. */
  interface TagLocator {

    /**
     * @param offset of a part of the name
     */
    Position at(TemplateContext tag, String name, int offset);
  }

  TemplateRendering(
      VariableScope variableScope, ValueResolution valueResolution, TagLocator tagLocator) {
    this.variableScope = variableScope;
    this.valueResolution = valueResolution;
    this.tagLocator = tagLocator;
  }

  /** Renders the text, which is secret if a part of it is, or returns an unknown value in it. */
  Object run(Mustache template) {
    var text = new StringWriter();
    var scopes = new ArrayList<Object>();
    scopes.add(this);
    try {
      template.execute(text, scopes);
    } catch (MustacheException e) {
      learn(CompiledTemplate.explain(e, tagLocator, valueResolution));
    }
    if (unknown.isPresent()) {
      return unknown.get();
    }
    if (usesShortSecret) {
      variableScope.secrets().addMadeOfShort(text.toString());
    }
    return usesSecret ? new SecretText(text.toString(), true) : text.toString();
  }

  void learn(Unknown<?> more) {
    // A problem takes precedence over an unknown value.
    if (unknown.isEmpty() || more.equals(ValueResolution.FAULTY)) {
      unknown = Optional.of(more);
    }
  }

  /** Returns the value of a name in a tag. */
  Object find(String name, TemplateContext tag, List<Object> scopes) {
    var value = look(name, tag, scopes);
    if (value instanceof Unknown<?> more) {
      learn(more);
    } else if (value instanceof VariableScope) {
      learn(
          valueResolution.problem(
              tagLocator.at(tag, name, 0), "'" + name + "' contains all variables of a host", ""));
      return ValueResolution.FAULTY;
    } else if (value instanceof SecretText secretText) {
      usesSecret = true;
      usesShortSecret |= !variableScope.secrets().canFind(secretText.text());
      variableScope.secrets().addUsed(secretText);
      return secretText.text();
    }
    return value;
  }

  /** Returns the value of a name that must be a text. */
  Object text(String name, TemplateContext tag, List<Object> scopes) {
    var value = find(name, tag, scopes);
    if (value instanceof List<?> || value instanceof Map<?, ?>) {
      var part = value instanceof List<?> ? "{{#%s}}{{.}} {{/%s}}" : "{{%s.NAME}}";
      learn(
          valueResolution.problem(
              tagLocator.at(tag, name, 0),
              "'%s' is %s and cannot be inside a text".formatted(name, ValueResolver.kind(value)),
              "write " + part.replace("%s", name)));
      return ValueResolution.FAULTY;
    }
    length += value instanceof String string ? string.length() : 1;
    if (length > MOST) {
      throw new MustacheException("the text has more than " + MOST + " characters", tag);
    }
    return value;
  }

  /** Looks up a name outside of any section. */
  Object look(String name, TemplateContext tag) {
    return look(name, tag, List.of(this));
  }

  private Object look(String name, TemplateContext tag, List<Object> scopes) {
    if (name.equals(".")) {
      return item(tag, scopes);
    }
    if (name.length() > LONGEST || !PATH.matcher(name).matches()) {
      return valueResolution.problem(
          tagLocator.at(tag, name, 0), "'" + name + "' is not the name of a variable", hint(name));
    }
    var parts = name.split("\\.", -1);
    var value = first(parts[0], tag, name, scopes);
    int end = parts[0].length();
    for (int i = 1; i < parts.length; i++) {
      int begin = end + 1;
      value =
          ValueResolver.part(
              value,
              parts[i],
              name.substring(0, end),
              valueResolution,
              () -> tagLocator.at(tag, name, begin));
      end = begin + parts[i].length();
    }
    return value;
  }

  private Object item(TemplateContext tag, List<Object> scopes) {
    var last = scopes.getLast();
    return last == this
        ? valueResolution.problem(
            tagLocator.at(tag, ".", 0), "'.' is the item of a section, but this is not in one", "")
        : last;
  }

  /** Looks up a name in the innermost section that has it. */
  private Object first(String part, TemplateContext tag, String name, List<Object> scopes) {
    for (int i = scopes.size() - 1; i > 0; i--) {
      if (scopes.get(i) instanceof Map<?, ?> map && map.containsKey(part)) {
        return map.get(part);
      }
      if (scopes.get(i) instanceof VariableScope inner && inner.has(part)) {
        return inner.value(part, valueResolution, () -> tagLocator.at(tag, name, 0));
      }
    }
    return variableScope.value(part, valueResolution, () -> tagLocator.at(tag, name, 0));
  }

  private static String hint(String name) {
    if (name.contains("|")) {
      return "there are no filters: set a variable to the value, and use it here";
    }
    if (name.startsWith(".")) {
      return "to keep the braces as they are, write {{=<% %>=}} before them";
    }
    return "between {{ and }} must be a name, such as port or host.address";
  }
}
