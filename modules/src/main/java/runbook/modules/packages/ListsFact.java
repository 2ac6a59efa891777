package runbook.modules.packages;

import java.time.Duration;
import java.util.List;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.Unreadable;

/** How old a host's lists of packages are. */
record ListsFact() implements Fact<Lists> {

  @Override
  public String label() {
    return "the lists of packages";
  }

  @Override
  public Script query(Detail detail) {
    return Apt.SH.call("apt_lists");
  }

  @Override
  public Lists read(Answer answer) throws Unreadable {
    var lines = answer.lines();
    if (answer.exit() != 0 || lines.size() != 2 || !lines.get(1).matches("-?\\d+")) {
      throw new Unreadable(answer.text().strip());
    }
    return new Lists(
        lines.getFirst().equals("0"), Duration.ofSeconds(Long.parseLong(lines.get(1))));
  }

  @Override
  public List<Change> changes(Lists from, Lists to) {
    return List.of(new Change.Run(Apt.update()));
  }

  @Override
  public List<Difference> differences(Lists from, Lists to) {
    return List.of(new Difference.Value(label(), "", "fetched"));
  }
}
