package runbook.modules.flow;

import java.util.List;
import java.util.Optional;
import runbook.module.ChangesNothing;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostVariable;

/** Shows a text or a variable. */
@Doc("Shows a text or the value of a variable; in check mode too, if it is known.")
@ChangesNothing
@Example("debug: {msg: \"the files are in {{ dir }}\"}")
@Example("debug: {var: inventory_hostname}")
public record Debug(
    @Doc("The text.") Optional<String> msg,
    @Doc("The variable, or a part of one such as app.stdout.") Optional<HostVariable> var)
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

  private static String named(HostVariable hostVariable) {
    var shown = ValuePrinter.of(hostVariable.value());
    return shown.contains("\n")
        ? hostVariable.name() + ":\n" + shown.indent(2).stripTrailing()
        : hostVariable.name() + ": " + shown;
  }
}
