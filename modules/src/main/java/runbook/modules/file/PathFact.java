package runbook.modules.file;

import java.util.List;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Script;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** Whether a path leads to something, links followed. */
public record PathFact(HostPath path, Kind kind) implements Fact<Boolean> {

  /** What it shall lead to. */
  public enum Kind {
    ANYTHING,
    DIRECTORY
  }

  public static PathFact directory(HostPath path) {
    return new PathFact(path, Kind.DIRECTORY);
  }

  public static PathFact anything(HostPath path) {
    return new PathFact(path, Kind.ANYTHING);
  }

  @Override
  public String label() {
    return path.path();
  }

  @Override
  public Script query(Detail detail) {
    return Script.of(kind == Kind.DIRECTORY ? "[ -d {} ]" : "[ -e {} ]", path);
  }

  @Override
  public Boolean read(Answer answer) {
    return answer.exit() == 0;
  }

  /** It only tells; what is at the path is {@link FileFact}'s to change. */
  @Override
  public List<Change> changes(Boolean from, Boolean to) {
    return List.of();
  }

  @Override
  public Boolean foresee(Boolean seen, Foreseen earlier) {
    return earlier
        .of(new FileFact(path))
        .map(state -> fits(state, earlier))
        .or(() -> FileForesight.nearest(path, earlier).map(above -> above.lets(seen)))
        .orElse(seen);
  }

  private boolean fits(FileState state, Foreseen earlier) {
    return switch (state.thing()) {
      case Absent _ -> false;
      case Directory _ -> true;
      case Regular _, Other _ -> kind == Kind.ANYTHING;
      case Link(String target) -> fits(target, earlier);
    };
  }

  /** Where no earlier step changes a link's target it is taken to be what the user says it is. */
  private boolean fits(String target, Foreseen earlier) {
    var absolute = target.startsWith("/") ? target : path.parent().path() + "/" + target;
    return earlier
        .of(new FileFact(new HostPath(absolute)))
        .map(state -> state.thing() instanceof Link || fits(state, earlier))
        .orElse(true);
  }

  @Override
  public boolean touchedBy(Fact<?> other) {
    return other instanceof FileFact(HostPath changed, var _) && Alias.possible(path, changed);
  }
}
