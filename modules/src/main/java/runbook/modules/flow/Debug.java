package runbook.modules.flow;

import java.util.List;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Harmless;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.Variable;

/** Shows a text or a variable. */
@Doc("Shows a text, or what a variable holds; in check mode too, as far as it is known.")
@Harmless
@Example("debug: {msg: \"the files are in {{ dir }}\"}")
@Example("debug: {var: inventory_hostname}")
public record Debug(
    @Doc("The text.") Optional<String> msg,
    @Doc("The variable, or a part of one such as app.stdout.") Optional<Variable> var)
    implements Module {

  public Debug {
    if (msg.isPresent() == var.isPresent()) {
      throw new IllegalArgumentException("give either 'msg' or 'var'");
    }
  }

  @Override
  public List<Want> wants() {
    var text = msg.orElseGet(() -> named(var.orElseThrow()));
    return List.of(new Want.Tell(text));
  }

  private static String named(Variable variable) {
    var shown = Shown.of(variable.value());
    return shown.contains("\n")
        ? variable.name() + ":\n" + shown.indent(2).stripTrailing()
        : variable.name() + ": " + shown;
  }
}
