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

/** What becomes of a path when directories and links above it come and go. */
record FileForesight(ForeseenStates earlier) {

  /** More links than that in a row are a circle. */
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

  /** What one user would leave at a path, as another finds it. */
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

  /** Whether a path leads to something that fits. */
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

  /** What is above counts even when more is known of the path itself. */
  private void askAbove(HostPath path) {
    for (var at = path; !at.equals(at.parent()); ) {
      at = at.parent();
      earlier.of(new FileFact(at));
    }
  }

  /** The path as it would be without the links that earlier steps would make above it. */
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

  /** Nobody has looked where a link is going to lead: only what is made from nothing is known. */
  private ChangedFolder settled(HostPath path, HostPath real) throws Unforeseeable {
    return nearest(real)
        .filter(changedFolder -> !changedFolder.keeps())
        .orElseThrow(() ->
            new Unforeseeable(
                "what is at %s depends on a link that an earlier step would change"
                    .formatted(path)));
  }

  /** The closest directory above that an earlier step would change. */
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

  /** What would be above a path, and is no link. */
  private record ChangedFolder(HostPath path, FileState state) {

    /** Whether what was seen in it would still be there. */
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
