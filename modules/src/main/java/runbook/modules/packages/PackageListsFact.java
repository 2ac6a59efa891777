package runbook.modules.packages;

import java.time.Duration;
import java.util.List;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;

/** The age of a host's package lists. */
record PackageListsFact() implements Fact<PackageLists> {

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
  public PackageLists read(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    if (scriptOutput.exit() != 0 || lines.size() != 2 || !lines.get(1).matches("-?\\d{1,12}")) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    return new PackageLists(
        lines.getFirst().equals("0"), Duration.ofSeconds(Long.parseLong(lines.get(1))));
  }

  @Override
  public List<Change> changes(PackageLists from, PackageLists to) {
    return List.of(new Change.RunScript(Apt.update()));
  }

  @Override
  public List<Difference> differences(PackageLists from, PackageLists to) {
    return List.of(new Difference.ValueDifference(label(), "", "fetched"));
  }

  @Override
  public List<Place> places() {
    return List.of(PLACE);
  }

  /** Installing packages reads the lists, and fetches them only on request. */
  @Override
  public PackageLists foresee(PackageLists seen, ForeseenStates earlier) throws Unforeseeable {
    for (var packages : earlier.changed(PackagesFact.class)) {
      if (packages.apt().fetches()) {
        throw new Unforeseeable(
            "%s may be fetched for %s by an earlier step".formatted(label(), packages.label()));
      }
    }
    return seen;
  }
}
