package runbook.modules.systemd;

import java.util.List;
import java.util.stream.Stream;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Regular;

/**
 * Tells whether a unit's process is older than files that it reads at its start.
 *
 * @param how the way to restart it; not part of the state
 */
record ProcessAgeFact(UnitName unit, List<HostPath> files, Systemctl how)
    implements Fact<ProcessAge> {

  @Override
  public String label() {
    return "the process of " + unit;
  }

  @Override
  public Script query(Detail detail) {
    return ProcessAgeQuery.query(unit, files);
  }

  @Override
  public ProcessAge read(ScriptOutput scriptOutput) throws Unreadable {
    return ProcessAgeQuery.read(scriptOutput, files);
  }

  @Override
  public List<Change> changes(ProcessAge from, ProcessAge to) {
    return List.of(how.restart(unit));
  }

  @Override
  public List<Difference> differences(ProcessAge from, ProcessAge to) {
    return List.of(new Difference.ValueDifference(unit.name(), from.toString(), "restarted"));
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.UnitProcess(unit.name()));
  }

  @Override
  public List<Place> reads() {
    return Stream.concat(
            Stream.<Place>of(new Place.Unit(unit.name())), files.stream().map(Place.Path::new))
        .toList();
  }

  @Override
  public List<Write> writes(ProcessAge from, ProcessAge to) {
    return List.of(Write.to(new Place.UnitProcess(unit.name())));
  }

  /** Applies writes and starts in the order of the steps. */
  @Override
  public ProcessAge foresee(ProcessAge seen, ForeseenStates earlier) throws Unforeseeable {
    var processAge = seen;
    var kinds =
        List.<Class<? extends Fact<?>>>of(UnitFact.class, ProcessAgeFact.class, FileFact.class);
    var changed = earlier.changed(kinds);
    earlier.written(Place.Packages.class);
    earlier.written(Place.UnitProcess.class);
    boolean again = new UnitForesight(unit, earlier).isStarted();
    for (Fact<?> fact : changed) {
      processAge =
          switch (fact) {
            case UnitFact unitFact when unitFact.name().equals(unit) ->
                begun(processAge, earlier.of(unitFact).orElseThrow());
            case ProcessAgeFact process when process.unit().equals(unit) ->
                processAge.afterRestart();
            case FileFact file when reads(file.path()) -> after(processAge, file, earlier);
            default -> processAge;
          };
    }
    if (again && !processAge.newer().isEmpty()) {
      throw new Unforeseeable(
          "an earlier step would restart %s, before or after its files are written"
              .formatted(unit));
    }
    return processAge;
  }

  private static ProcessAge begun(ProcessAge processAge, UnitState unit) {
    boolean runs =
        unit.isRunning() || (processAge.runs() && unit.active().equals(UnitState.COMING));
    return runs == processAge.runs() ? processAge : ProcessAge.of(runs);
  }

  private ProcessAge after(ProcessAge processAge, FileFact file, ForeseenStates earlier) {
    return switch (earlier.of(file).orElseThrow().fileKind()) {
      case Absent _ -> processAge.removed(file.path());
      case Regular regular when regular.fresh() -> processAge.written(asked(file.path()));
      default -> processAge;
    };
  }

  private HostPath asked(HostPath path) {
    return files.contains(path) ? path : path.parent();
  }

  /** A directory counts as written when a file in it is. */
  private boolean reads(HostPath path) {
    return files.contains(path) || files.contains(path.parent());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProcessAgeFact(UnitName same, var sameFiles, var _)
        && same.equals(unit)
        && sameFiles.equals(files);
  }

  @Override
  public int hashCode() {
    return unit.hashCode();
  }
}
