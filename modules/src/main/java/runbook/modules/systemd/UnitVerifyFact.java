package runbook.modules.systemd;

import java.util.List;
import java.util.stream.Stream;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState.Regular;

/**
 * The faults that systemd-analyze finds in a unit's file. A unit that runs with its current files
 * is not checked again.
 */
record UnitVerifyFact(UnitName unit) implements Fact<List<String>> {

  private static final ShellFile SH = ShellFile.beside(UnitVerifyFact.class, "verify.sh");

  @Override
  public String label() {
    return "the file of " + unit;
  }

  @Override
  public Script query(Detail detail) {
    var words = Stream.concat(Stream.of(unit), unit.places().stream());
    return SH.call("verify_unit", words.toArray());
  }

  @Override
  public List<String> read(ScriptOutput scriptOutput) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    return scriptOutput.lines();
  }

  @Override
  public List<Change> changes(List<String> from, List<String> to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return new UnitFact(unit).places();
  }

  @Override
  public List<Place> reads() {
    return new UnitFact(unit).reads();
  }

  /** No faults are known of a file that an earlier step would write. */
  @Override
  public List<String> foresee(List<String> seen, ForeseenStates earlier) {
    earlier.changed(List.of(FileFact.class, UnitFact.class));
    earlier.written(Place.Packages.class);
    earlier.written(Place.Unit.class);
    earlier.written(Place.StartedUnit.class);
    boolean isWritten =
        unit.places().stream()
            .flatMap(place -> earlier.of(new FileFact(place)).stream())
            .anyMatch(state -> state.fileKind() instanceof Regular regular && regular.fresh());
    return isWritten ? List.of() : seen;
  }
}
