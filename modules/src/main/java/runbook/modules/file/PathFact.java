package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Directory;

/** Tells whether a path leads to something; links are followed. */
public record PathFact(HostPath path, PathKind pathKind) implements Fact<Boolean> {

  /** The kinds of thing that a path can lead to. */
  public enum PathKind {
    ANYTHING,
    DIRECTORY
  }

  public static PathFact directory(HostPath path) {
    return new PathFact(path, PathKind.DIRECTORY);
  }

  public static PathFact anything(HostPath path) {
    return new PathFact(path, PathKind.ANYTHING);
  }

  @Override
  public String label() {
    return path.path();
  }

  @Override
  public Script query(Detail detail) {
    return Script.of(pathKind == PathKind.DIRECTORY ? "[ -d {} ]" : "[ -e {} ]", path)
        .withoutSubshell();
  }

  @Override
  public Optional<ScriptOutput> expectedOutput(Boolean state, Detail detail) {
    return Optional.of(new ScriptOutput(state ? 0 : 1, new byte[0]));
  }

  @Override
  public Boolean read(ScriptOutput scriptOutput) {
    return scriptOutput.exit() == 0;
  }

  /** Makes no change; {@link FileFact} changes paths. */
  @Override
  public List<Change> changes(Boolean from, Boolean to) {
    return List.of();
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Path(path));
  }

  @Override
  public Boolean foresee(Boolean seen, ForeseenStates earlier) throws Unforeseeable {
    boolean leads = new FileForesight(earlier).pathLeadsTo(this, seen);
    PackageForesight.check(label(), leads || seen, earlier);
    if (leads) {
      WritesBelowCheck.check(path, earlier);
    }
    return leads;
  }

  /** Tells whether a state is of the wanted kind; links are followed before. */
  boolean fits(FileState state) {
    return pathKind == PathKind.DIRECTORY ? state.fileKind() instanceof Directory : state.isThere();
  }
}
