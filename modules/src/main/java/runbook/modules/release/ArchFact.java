package runbook.modules.release;

import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;

/** The architecture of a host, which never changes. */
record ArchFact() implements Fact<CpuArchitecture> {

  @Override
  public String label() {
    return "architecture";
  }

  @Override
  public Script query(Detail detail) {
    return new Script("uname -m");
  }

  @Override
  public CpuArchitecture read(ScriptOutput scriptOutput) throws Unreadable {
    var machine = scriptOutput.text().strip();
    if (scriptOutput.exit() != 0 || machine.isEmpty()) {
      throw new Unreadable("'uname -m' printed nothing");
    }
    return new CpuArchitecture(machine);
  }

  @Override
  public List<Change> changes(CpuArchitecture from, CpuArchitecture to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of();
  }
}
