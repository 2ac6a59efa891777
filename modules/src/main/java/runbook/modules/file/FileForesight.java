package runbook.modules.file;

import java.util.Optional;
import runbook.module.Foreseen;
import runbook.module.param.HostPath;
import runbook.modules.file.Around.Parent;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;

/** What becomes of a path when directories above it come and go. */
final class FileForesight {

  private FileForesight() {}

  static FileState of(HostPath path, FileState seen, Foreseen earlier) {
    return nearest(path, earlier)
        .map(above -> below(above, seen, path.parent().equals(above.path())))
        .orElse(seen);
  }

  /** The closest directory above that an earlier step would change. */
  static Optional<Above> nearest(HostPath path, Foreseen earlier) {
    for (var at = path; !at.equals(at.parent()); ) {
      at = at.parent();
      var state = earlier.of(new FileFact(at));
      if (state.isPresent()) {
        return Optional.of(new Above(at, state.get()));
      }
    }
    return Optional.empty();
  }

  private static FileState below(Above above, FileState seen, boolean parent) {
    if (!(above.state().thing() instanceof Directory(Access access, boolean fresh))) {
      return above.isLink()
          ? seen
          : seen.with(new Absent()).within(seen.around().in(Parent.MISSING));
    }
    var state = fresh ? seen.with(new Absent()) : seen;
    if (!parent) {
      return fresh ? state.within(seen.around().in(Parent.MISSING)) : state;
    }
    return state.within(seen.around().in(access));
  }

  /** A directory above, as it would be. */
  record Above(HostPath path, FileState state) {

    /** What was seen in it, as far as it would still be there. */
    boolean lets(boolean seen) {
      return switch (state.thing()) {
        case Directory(var _, boolean fresh) -> seen && !fresh;
        case Link _ -> seen;
        default -> false;
      };
    }

    boolean isLink() {
      return state.thing() instanceof Link;
    }
  }
}
