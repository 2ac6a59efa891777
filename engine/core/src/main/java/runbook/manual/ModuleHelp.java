package runbook.manual;

import java.util.Collection;
import java.util.List;
import runbook.schema.ModuleSchema;
import runbook.schema.Parameter;

/** Formats the documentation of modules for the terminal. */
public final class ModuleHelp {

  private ModuleHelp() {}

  /** Returns one line for each module. */
  public static String overview(Collection<ModuleSchema> modules) {
    int width = modules.stream().mapToInt(m -> m.name().length()).max().orElse(0);
    var text = new StringBuilder();
    modules.forEach(m -> text.append(pad(m.name(), width)).append(m.doc()).append('\n'));
    return text.toString();
  }

  /** Returns the full documentation of a module. */
  public static String of(ModuleSchema module) {
    var text = new StringBuilder(module.name() + " - " + module.doc() + "\n");
    if (!module.parameters().isEmpty()) {
      text.append("\nparameters\n");
      parameters(module.parameters(), "  ", text);
    }
    module
        .assigns()
        .ifPresent(a ->
            text.append(
                "\nwrite the names of '%s' directly below the module: '%s: {name: value}'\n"
                    .formatted(a, module.name())));
    module
        .shorthand()
        .ifPresent(s ->
            text.append(
                "\n'%s: value' is short for '%s: {%s: value}'\n"
                    .formatted(module.name(), module.name(), s)));
    if (!module.examples().isEmpty()) {
      text.append(module.examples().size() == 1 ? "\nexample\n" : "\nexamples\n");
      module.examples().forEach(e -> text.append(e.strip().indent(2)).append('\n'));
      text.setLength(text.length() - 1);
    }
    return text.toString();
  }

  private static void parameters(List<Parameter> parameters, String margin, StringBuilder text) {
    int width = parameters.stream().mapToInt(p -> p.name().length()).max().orElse(0);
    var below = margin + " ".repeat(width + 2);
    for (var p : parameters) {
      text.append(margin).append(pad(p.name(), width)).append(p.doc()).append('\n');
      text.append(below)
          .append(p.parameterType().noun())
          .append("; ")
          .append(ParameterPhrases.presence(p))
          .append('\n');
      ParameterPhrases.meanings(p.parameterType())
          .forEach((word, doc) -> text.append(below + "  " + word + ": " + doc + "\n"));
      parameters(ParameterPhrases.inside(p.parameterType()), below + "  ", text);
    }
  }

  private static String pad(String word, int width) {
    return word + " ".repeat(width + 2 - word.length());
  }
}
