package runbook.modules.user;

import java.util.List;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;

/** Whether a host knows a user of this name. */
public record UserFact(String name) implements Fact<Boolean> {

  @Override
  public String label() {
    return "user " + name;
  }

  @Override
  public Script query(Detail detail) {
    return Script.of("id -u -- {}", name);
  }

  @Override
  public Boolean read(Answer answer) {
    return answer.exit() == 0;
  }

  /** Nothing is done about it yet. */
  @Override
  public List<Change> changes(Boolean from, Boolean to) {
    return List.of();
  }
}
