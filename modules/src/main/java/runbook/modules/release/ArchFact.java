package runbook.modules.release;

import java.util.List;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Unreadable;

/** The architecture of a host; nothing changes it. */
record ArchFact() implements Fact<Arch> {

  @Override
  public String label() {
    return "architecture";
  }

  @Override
  public Script query(Detail detail) {
    return new Script("uname -m");
  }

  @Override
  public Arch read(Answer answer) throws Unreadable {
    var machine = answer.text().strip();
    if (answer.exit() != 0 || machine.isEmpty()) {
      throw new Unreadable("'uname -m' does not tell");
    }
    return new Arch(machine);
  }

  @Override
  public List<Change> changes(Arch from, Arch to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of();
  }
}
