package runbook.modules.packages;

import java.time.Duration;
import java.util.List;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;

/** How old a host's lists of packages are. */
record ListsFact() implements Fact<Lists> {

  static final Place PLACE = new Place.Setting("apt", "lists");

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

  @Override
  public List<Place> places() {
    return List.of(PLACE);
  }

  /** Packages are installed from the lists, and fetch them only when they are told to. */
  @Override
  public Lists foresee(Lists seen, Foreseen earlier) throws Unforeseeable {
    for (var packages : earlier.changed(PackagesFact.class)) {
      if (packages.apt().fetches()) {
        throw new Unforeseeable(
            "%s may be fetched for %s by an earlier step".formatted(label(), packages.label()));
      }
    }
    return seen;
  }
}
