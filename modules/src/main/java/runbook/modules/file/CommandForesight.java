package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.ForeseenStates;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileSurroundings.ParentState;

/** Predicts the state of a path from commands that declare what they make or remove. */
record CommandForesight(ForeseenStates earlier) {

  /** Of a path that a command makes, only its existence and that of its parents is known. */
  FileState of(HostPath path, FileState seen) throws Unforeseeable {
    var state = taken(path) ? seen.with(new Absent()) : seen;
    if (taken(path.parent())) {
      state = state.within(seen.fileSurroundings().in(ParentState.MISSING));
    }
    var maker = maker(path, !state.isThere());
    if (maker.isPresent()) {
      throw unforeseeable(path);
    }
    return state;
  }

  /** Tells whether a path leads to something of the wanted kind. */
  boolean pathLeadsTo(PathFact wanted, boolean seen) throws Unforeseeable {
    var path = wanted.path();
    if (taken(path)) {
      return false;
    }
    var maker = maker(path, !seen);
    if (maker.isEmpty()) {
      return seen;
    }
    boolean isSure =
        maker.get().isBelow(path)
            || (maker.get().equals(path) && wanted.pathKind() == PathFact.PathKind.ANYTHING);
    if (!isSure) {
      throw unforeseeable(path);
    }
    return true;
  }

  private boolean taken(HostPath path) {
    return done(false).stream().anyMatch(gone -> gone.equals(path) || path.isBelow(gone));
  }

  private Optional<HostPath> maker(HostPath path, boolean isMissing) {
    return done(true).stream()
        .filter(
            made -> made.equals(path) || path.isBelow(made) || (isMissing && made.isBelow(path)))
        .findFirst();
  }

  /** Lists the paths of commands that would have run by now. */
  private List<HostPath> done(boolean brings) {
    return earlier.changed(CommandPathFact.class).stream()
        .filter(command -> command.createsPath() == brings)
        .filter(command -> earlier.of(command).equals(Optional.of(false)))
        .map(CommandPathFact::path)
        .toList();
  }

  private static Unforeseeable unforeseeable(HostPath path) {
    return new Unforeseeable(
        "the state of %s depends on a command that check mode does not run".formatted(path));
  }
}
