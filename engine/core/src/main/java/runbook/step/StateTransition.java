package runbook.step;

import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;

/** A fact that a step brings from one state to another. */
public record StateTransition<S>(Fact<S> fact, S from, S to) {

  List<Change> changes() {
    return fact.changes(from, to);
  }
}
