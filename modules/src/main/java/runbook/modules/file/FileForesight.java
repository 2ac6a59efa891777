package runbook.modules.file;

import java.util.Optional;
import runbook.module.ForeseenStates;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Regular;
import runbook.modules.file.FileSurroundings.ParentState;

/** Predicts the state of a path when directories and links above it are made or removed. */
record FileForesight(ForeseenStates earlier) {

  /** A longer chain of links counts as a circle. */
  private static final int MOST_LINKS = 20;

  FileState of(HostPath path, FileState seen) throws Unforeseeable {
    var real = real(path);
    if (real.equals(path)) {
      var state = nearest(path).map(changedFolder -> changedFolder.below(path, seen)).orElse(seen);
      new LinkForesight(earlier).check(path, state);
      return new CommandForesight(earlier).of(path, state);
    }
    var own = earlier.of(new FileFact(real));
    return own.isPresent() ? own.get() : settled(path, real).below(real, seen);
  }

  /** Converts the state that one user leaves at a path to the state that another user sees. */
  FileState seenByOther(HostPath path, FileState left, FileState seen) throws Unforeseeable {
    var finder = seen.fileSurroundings().user();
    if (finder.equals(left.fileSurroundings().user())) {
      return left;
    }
    var fileSurroundings = of(path, seen).fileSurroundings();
    return switch (left.fileKind()) {
      case Regular(FileAccess fileAccess, var content, boolean fresh)
          when !fileSurroundings.mayRead(fileAccess) ->
          new FileState(fileSurroundings, new Regular(fileAccess, Optional.empty(), fresh));
      default -> left.within(fileSurroundings);
    };
  }

  /** Tells whether a path leads to something of the wanted kind. */
  boolean pathLeadsTo(PathFact wanted, boolean seen) throws Unforeseeable {
    var path = wanted.path();
    for (int links = 0; links < MOST_LINKS; links++) {
      var real = real(path);
      askAbove(path);
      askAbove(real);
      var known = earlier.of(new FileFact(path));
      var own = known.isPresent() ? known : earlier.of(new FileFact(real));
      if (own.isPresent() && !(own.get().fileKind() instanceof Link)) {
        return wanted.fits(own.get());
      }
      if (own.isEmpty()) {
        return real.equals(wanted.path())
            ? new CommandForesight(earlier)
                .pathLeadsTo(
                    wanted,
                    nearest(real).map(changedFolder -> changedFolder.keeps() && seen).orElse(seen))
            : settled(wanted.path(), real).keeps();
      }
      path = target(real, (Link) own.get().fileKind());
    }
    throw circle(wanted.path());
  }

  /** Takes changes above the path into account even if the path itself is known. */
  private void askAbove(HostPath path) {
    for (var at = path; !at.equals(at.parent()); ) {
      at = at.parent();
      earlier.of(new FileFact(at));
    }
  }

  /** Resolves the links above the path that earlier steps would make. */
  private HostPath real(HostPath path) throws Unforeseeable {
    var real = path;
    for (int links = 0; links < MOST_LINKS; links++) {
      var above = nearest(real);
      if (above.isEmpty() || !(above.get().state().fileKind() instanceof Link link)) {
        return real;
      }
      var rest = real.path().substring(above.get().path().path().length());
      real = new HostPath(target(above.get().path(), link).path() + rest);
    }
    throw circle(path);
  }

  private static HostPath target(HostPath from, Link link) {
    var target = link.target();
    return new HostPath(target.startsWith("/") ? target : from.parent().path() + "/" + target);
  }

  /** The target of a new link has not been read: only what earlier steps make there is known. */
  private ChangedFolder settled(HostPath path, HostPath real) throws Unforeseeable {
    return nearest(real)
        .filter(changedFolder -> !changedFolder.keeps())
        .orElseThrow(() ->
            new Unforeseeable(
                "the state of %s depends on a link that an earlier step would change"
                    .formatted(path)));
  }

  /** Finds the closest parent directory that an earlier step would change. */
  private Optional<ChangedFolder> nearest(HostPath path) {
    for (var at = path; !at.equals(at.parent()); ) {
      at = at.parent();
      var state = earlier.of(new FileFact(at));
      if (state.isPresent()) {
        return Optional.of(new ChangedFolder(at, state.get()));
      }
    }
    return Optional.empty();
  }

  private static Unforeseeable circle(HostPath path) {
    return new Unforeseeable("links would lead %s in a circle".formatted(path));
  }

  /** The predicted state of a parent folder that is not a link. */
  private record ChangedFolder(HostPath path, FileState state) {

    /** Tells whether the content read earlier would still be there. */
    boolean keeps() {
      return state.fileKind() instanceof Directory(var _, boolean fresh) && !fresh;
    }

    FileState below(HostPath lower, FileState seen) {
      boolean isDirectory = state.fileKind() instanceof Directory;
      var left = keeps() || (isDirectory && seen.isFresh()) ? seen : seen.with(new Absent());
      if (state.fileKind() instanceof Directory(FileAccess fileAccess, boolean _)
          && lower.parent().equals(path)) {
        return left.within(seen.fileSurroundings().in(fileAccess, state.real(path)));
      }
      return keeps() || left.isFresh()
          ? left
          : left.within(seen.fileSurroundings().in(ParentState.MISSING));
    }
  }
}
