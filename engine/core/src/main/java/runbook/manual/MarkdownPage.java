package runbook.manual;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import runbook.schema.ModuleSchema;
import runbook.schema.Parameter;

/** Writes the documentation of modules as Markdown pages, with an index. */
public final class MarkdownPage {

  private MarkdownPage() {}

  public static String of(ModuleSchema module) {
    var text = new StringBuilder("# " + module.name() + "\n\n" + module.doc() + "\n");
    if (!module.parameters().isEmpty()) {
      text.append("\n| Parameter | Value | | What it is |\n|---|---|---|---|\n");
      rows("", module.parameters(), text);
    }
    module
        .assigns()
        .ifPresent(a ->
            text.append(
                "\nWrite the names of `%s` directly below the module: `%s: {name: value}`.\n"
                    .formatted(a, module.name())));
    module
        .shorthand()
        .ifPresent(s ->
            text.append(
                "\n`%s: value` is short for `%s: {%s: value}`.\n"
                    .formatted(module.name(), module.name(), s)));
    if (!module.examples().isEmpty()) {
      text.append(module.examples().size() == 1 ? "\n## Example\n" : "\n## Examples\n");
      module.examples().forEach(e -> text.append("\n```yaml\n" + e.strip() + "\n```\n"));
    }
    return text.toString();
  }

  /** Returns the index: a table of all modules with links to their pages. */
  public static String index(Collection<ModuleSchema> modules) {
    var text = new StringBuilder("# Modules\n\n| Module | What it does |\n|---|---|\n");
    modules.forEach(
        m -> text.append("| [%1$s](%1$s.md) | %2$s |\n".formatted(m.name(), cell(m.doc()))));
    return text.toString();
  }

  private static void rows(String prefix, List<Parameter> parameters, StringBuilder text) {
    for (var p : parameters) {
      var meanings =
          ParameterPhrases.meanings(p.parameterType()).entrySet().stream()
              .map(e -> "<br>`" + e.getKey() + "`: " + cell(e.getValue()))
              .collect(Collectors.joining());
      text.append(
          "| `%s%s` | %s | %s | %s%s |\n"
              .formatted(
                  prefix,
                  p.name(),
                  cell(p.parameterType().noun()),
                  cell(ParameterPhrases.presence(p)),
                  cell(p.doc()),
                  meanings));
      rows(prefix + p.name() + ".", ParameterPhrases.inside(p.parameterType()), text);
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
  }
}
