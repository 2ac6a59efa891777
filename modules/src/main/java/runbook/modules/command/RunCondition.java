package runbook.modules.command;

import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.CommandPathFact;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.PathFact;

/** A condition under which a command must run. */
public sealed interface RunCondition extends Fact<Boolean> {

  @Override
  default Boolean read(ScriptOutput scriptOutput) {
    return scriptOutput.exit() == 0;
  }

  /** Makes no change; the command itself does. */
  @Override
  default List<Change> changes(Boolean from, Boolean to) {
    return List.of();
  }

  /** {@code creates}: due until the path is there. */
  record Creates(HostPath path) implements RunCondition, CommandPathFact {
    @Override
    public boolean createsPath() {
      return true;
    }

    @Override
    public String label() {
      return path + " is still missing";
    }

    @Override
    public Script query(Detail detail) {
      return Script.of("[ ! -e {} ]", path);
    }

    @Override
    public Boolean foresee(Boolean seen, ForeseenStates earlier) throws Unforeseeable {
      return !PathFact.anything(path).foresee(!seen, earlier);
    }

    @Override
    public List<Place> places() {
      return PathFact.anything(path).places();
    }
  }

  /** {@code removes}: due as long as the path is there. */
  record Removes(HostPath path) implements RunCondition, CommandPathFact {
    @Override
    public boolean createsPath() {
      return false;
    }

    @Override
    public String label() {
      return path + " is still there";
    }

    @Override
    public Script query(Detail detail) {
      return Script.of("[ -e {} ]", path);
    }

    @Override
    public Boolean foresee(Boolean seen, ForeseenStates earlier) throws Unforeseeable {
      return PathFact.anything(path).foresee(seen, earlier);
    }

    @Override
    public List<Place> places() {
      return PathFact.anything(path).places();
    }
  }

  /**
   * {@code unless}: due until a command that changes nothing succeeds.
   *
   * @param places the places that the command reads
   */
  record Unless(String text, Script script, List<Place> places) implements RunCondition {
    @Override
    public String label() {
      return "'" + text + "' still fails";
    }

    /** A folder that stays one keeps what is in it. */
    @Override
    public Boolean foresee(Boolean seen, ForeseenStates earlier) throws Unforeseeable {
      for (var file : earlier.changed(FileFact.class)) {
        boolean stays =
            earlier.of(file).orElseThrow().fileKind() instanceof FileState.Directory
                && places.stream()
                    .allMatch(place ->
                        place instanceof Place.Path(HostPath path) && path.isBelow(file.path()));
        if (!stays) {
          throw new Unforeseeable(
              "whether %s depends on %s, which an earlier step would change"
                  .formatted(label(), file.label()));
        }
      }
      return seen;
    }

    @Override
    public Script query(Detail detail) {
      return Script.of("! ( eval {} ) >/dev/null 2>&1", script.text());
    }
  }
}
