package runbook.modules.flow;

import java.util.List;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.SetsVariables;
import runbook.module.Want;
import runbook.module.param.Assignments;

/** Sets variables. */
@Doc("Sets variables of the host, valid from here to the end of the playbook.")
@SetsVariables("facts")
@Example("set_fact: {folder: \"{{ dir }}/data\", port: 2379, members: [a, b]}")
public record SetFact(@Doc("The variables and their values, of any type.") Assignments facts)
    implements Module {

  @Override
  public List<Want> wants() {
    return List.of(new Want.Assign(facts.values()));
  }
}
