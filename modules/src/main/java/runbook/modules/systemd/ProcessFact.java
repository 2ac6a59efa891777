package runbook.modules.systemd;

import java.util.List;
import java.util.stream.Stream;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Regular;

/**
 * Whether the process of a unit began before files were written that it reads as it begins.
 *
 * @param how it is started again, which is no part of what it is
 */
record ProcessFact(UnitName unit, List<HostPath> files, Systemctl how) implements Fact<Age> {

  @Override
  public String label() {
    return "the process of " + unit;
  }

  @Override
  public Script query(Detail detail) {
    return ProcessTimes.query(unit, files);
  }

  @Override
  public Age read(Answer answer) throws Unreadable {
    return ProcessTimes.read(answer, files);
  }

  @Override
  public List<Change> changes(Age from, Age to) {
    return List.of(how.restart(unit));
  }

  @Override
  public List<Difference> differences(Age from, Age to) {
    return List.of(new Difference.Value(unit.name(), from.toString(), "restarted"));
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Process(unit.name()));
  }

  @Override
  public List<Place> reads() {
    return Stream.concat(
            Stream.<Place>of(new Place.Unit(unit.name())), files.stream().map(Place.Path::new))
        .toList();
  }

  @Override
  public List<Write> writes(Age from, Age to) {
    return List.of(Write.to(new Place.Process(unit.name())));
  }

  /** What is written and what is started count in the order in which steps do it. */
  @Override
  public Age foresee(Age seen, Foreseen earlier) throws Unforeseeable {
    var age = seen;
    var kinds = List.<Class<? extends Fact<?>>>of(UnitFact.class, ProcessFact.class, FileFact.class);
    var changed = earlier.changed(kinds);
    earlier.written(Place.Packages.class);
    earlier.written(Place.Process.class);
    boolean again = earlier.written(Place.Unit.class).contains(new Place.Unit(unit.name()));
    for (Fact<?> fact : changed) {
      age =
          switch (fact) {
            case UnitFact unitFact when unitFact.name().equals(unit) ->
                begun(age, earlier.of(unitFact).orElseThrow());
            case ProcessFact process when process.unit().equals(unit) -> age.renewed();
            case FileFact file when reads(file.path()) -> after(age, file, earlier);
            default -> age;
          };
    }
    if (again && !age.newer().isEmpty()) {
      throw new Unforeseeable(
          "an earlier step would restart %s, before or after its files are written"
              .formatted(unit));
    }
    return age;
  }

  private static Age begun(Age age, UnitState unit) {
    boolean runs = unit.isRunning() || (age.runs() && unit.active().equals(UnitState.COMING));
    return runs == age.runs() ? age : Age.of(runs);
  }

  private Age after(Age age, FileFact file, Foreseen earlier) {
    return switch (earlier.of(file).orElseThrow().thing()) {
      case Absent _ -> age.removed(file.path());
      case Regular regular when regular.fresh() -> age.written(asked(file.path()));
      default -> age;
    };
  }

  private HostPath asked(HostPath path) {
    return files.contains(path) ? path : path.parent();
  }

  /** A directory counts as written when something is put into it. */
  private boolean reads(HostPath path) {
    return files.contains(path) || files.contains(path.parent());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProcessFact(UnitName same, var sameFiles, var _)
        && same.equals(unit)
        && sameFiles.equals(files);
  }

  @Override
  public int hashCode() {
    return unit.hashCode();
  }
}
