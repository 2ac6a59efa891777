package runbook.manual;

import java.util.ArrayList;
import java.util.List;
import runbook.playbook.RoleArgument;
import runbook.playbook.RoleDescription;
import runbook.yaml.Node;

/** Formats the documentation of roles for the terminal. */
public final class RoleHelp {

  private RoleHelp() {}

  /** Returns one line for each role. */
  public static String overview(List<RoleDescription> roles) {
    int width = roles.stream().mapToInt(role -> role.name().length()).max().orElse(0);
    var text = new StringBuilder();
    roles.forEach(role ->
        text.append(pad(role.name(), width))
            .append(role.spec().doc().isEmpty() ? "in " + role.folder() : role.spec().doc())
            .append('\n'));
    return text.toString();
  }

  /** Returns the full documentation of a role. */
  public static String of(RoleDescription role) {
    var text = new StringBuilder(role.name());
    text.append(role.spec().doc().isEmpty() ? "" : " - " + role.spec().doc());
    text.append("\n\nfolder\n  ").append(role.folder()).append('\n');
    if (!role.spec().arguments().isEmpty()) {
      text.append("\narguments\n");
      int width =
          role.spec().arguments().stream().mapToInt(a -> a.name().raw().length()).max().orElse(0);
      role.spec().arguments().forEach(argument -> append(argument, width, text));
    }
    if (!role.defaults().isEmpty()) {
      text.append("\nother defaults\n");
      role.defaults()
          .forEach((name, value) ->
              text.append("  ").append(name).append(": ").append(phrase(value)).append('\n'));
    }
    return text.toString();
  }

  private static void append(RoleArgument argument, int width, StringBuilder text) {
    var about = new ArrayList<String>();
    about.add(argument.type().noun());
    if (argument.isRequired()) {
      about.add("required");
    }
    argument.byDefault().ifPresent(value -> about.add("default " + phrase(value)));
    if (!argument.choices().isEmpty()) {
      about.add("one of " + String.join(", ", argument.choices()));
    }
    var below = "  " + " ".repeat(width + 2);
    text.append("  ").append(pad(argument.name().raw(), width));
    if (!argument.doc().isEmpty()) {
      text.append(argument.doc()).append('\n').append(below);
    }
    text.append(String.join("; ", about)).append('\n');
  }

  private static String phrase(Node value) {
    return switch (value) {
      case Node.Scalar scalar when scalar.secret() -> "********";
      case Node.Scalar scalar when scalar.value() == null -> "empty";
      case Node.Scalar scalar -> scalar.raw();
      case Node.Sequence list -> list.isEmpty() ? "[]" : "a list";
      case Node.Mapping map -> map.isEmpty() ? "{}" : "a map";
    };
  }

  private static String pad(String word, int width) {
    return word + " ".repeat(width + 2 - word.length());
  }
}
