package runbook.modules.flow;

import java.util.List;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;

/** Fails. */
@Doc("Fails with a message; with 'when', only if that is true.")
@Example("fail: {msg: \"this host is not supported\"}")
public record Fail(@Doc("The message.") @Default("failed as requested by the playbook") String msg)
    implements Module {

  @Override
  public List<Want> wants() {
    return List.of(new Want.Refuse(msg, ""));
  }
}
