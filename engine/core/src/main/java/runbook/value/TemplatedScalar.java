package runbook.value;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import runbook.yaml.Node;

/** A scalar that contains variables. */
final class TemplatedScalar {

  /** A single variable without other text, which keeps its type. */
  private static final Pattern ALONE =
      Pattern.compile("\\{\\{\\{?&?\\s*([A-Za-z_][\\w.-]*)\\s*}?}}");

  /** A cache: there are few texts, and they are the same for every host. */
  private static final Map<String, CompiledTemplate> COMPILED = new ConcurrentHashMap<>();

  private TemplatedScalar() {}

  static boolean hasTags(Node.Scalar scalar) {
    return scalar.value() instanceof String text && text.contains("{{");
  }

  /** Returns the variable if the scalar consists of nothing else. */
  static Optional<String> alone(Node.Scalar scalar) {
    var alone = ALONE.matcher(scalar.raw());
    return alone.matches() ? Optional.of(alone.group(1)) : Optional.empty();
  }

  /** Returns the scalar's value with these variables. */
  static Object render(
      Node.Scalar scalar, VariableScope variableScope, ValueResolution valueResolution) {
    var text = (String) scalar.value();
    TemplateRendering.TagLocator tagLocator =
        (tag, name, offset) -> scalar.at(CompiledTemplate.offset(text, tag, name) + offset);
    var alone = ALONE.matcher(text);
    if (alone.matches()) {
      var tag = new TemplateContext("{{", "}}", "", 1, true);
      return new TemplateRendering(variableScope, valueResolution, tagLocator)
          .look(alone.group(1), tag);
    }
    return COMPILED
        .computeIfAbsent(text, t -> compile(t))
        .render(variableScope, valueResolution, tagLocator);
  }

  private static CompiledTemplate compile(String text) {
    var mustache = new StrictMustache(new NoPartials());
    return CompiledTemplate.by("", () -> mustache.compile(new StringReader(text), ""));
  }

  /** Refuses partials: only template files can have them. */
  private static final class NoPartials implements StrictMustache.Partials {

    @Override
    public String path(String name, TemplateContext at) {
      throw new MustacheException(
          "only a template file can include another: there is no '" + name + "' here", at);
    }

    @Override
    public Reader getReader(String name) {
      throw new IllegalStateException("no path is ever given out");
    }
  }
}
