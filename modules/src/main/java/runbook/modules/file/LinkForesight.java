package runbook.modules.file;

import runbook.module.ForeseenStates;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileSurroundings.ParentState;

/** Handles links that exist on the host, through which one place has several names. */
record LinkForesight(ForeseenStates earlier) {

  /** Fails if an earlier step would change the path under another name. */
  void check(HostPath path, FileState state) throws Unforeseeable {
    for (var file : earlier.changed(FileFact.class)) {
      var changed = file.path();
      if (changed.equals(path) || path.isBelow(changed)) {
        continue;
      }
      if (state.fileSurroundings().parentState() == ParentState.ASTRAY) {
        throw new Unforeseeable(
            "a link on the way to %s leads nowhere yet, and an earlier step may change that"
                .formatted(path));
      }
      var other = earlier.of(file).orElseThrow();
      if (isSame(state.real(path), other.real(changed), other)) {
        throw new Unforeseeable(
            "%s may be another name for %s, which an earlier step would change"
                .formatted(path, changed));
      }
    }
  }

  private static boolean isSame(HostPath path, HostPath changed, FileState state) {
    boolean keeps = state.fileKind() instanceof Directory && !state.isFresh();
    return path.equals(changed) || (path.isBelow(changed) && !keeps);
  }
}
