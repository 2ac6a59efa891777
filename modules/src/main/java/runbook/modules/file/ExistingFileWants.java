package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Regular;

/** Wants for a path that must already exist; only its mode and owner are set. */
final class ExistingFileWants {

  private ExistingFileWants() {}

  static List<Want> file(HostPath path, WantedAccess wantedAccess) {
    var wants = new ArrayList<Want>();
    wants.add(
        require(
            path,
            state -> state.fileKind() instanceof Regular,
            "%s is not a file: make it first, with 'copy', 'template' or 'state: touch'"));
    wants.addAll(rights(path, wantedAccess));
    return wants;
  }

  static List<Want> anyKind(HostPath path, WantedAccess wantedAccess) {
    var wants = new ArrayList<Want>();
    wants.add(require(path, FileState::isThere, "%s does not exist: set 'state' to make it"));
    wants.addAll(rights(path, wantedAccess));
    return wants;
  }

  /** Sets the mode and owner of an existing path; a link has none. */
  static List<Want> rights(HostPath path, WantedAccess wantedAccess) {
    var wants = new ArrayList<>(wantedAccess.wants());
    if (wantedAccess.any()) {
      wants.add(
          require(
              path,
              state -> !(state.fileKind() instanceof Link),
              "%s is a link: give the path it leads to, or leave out mode, owner and group"));
    }
    wants.addAll(
        new FileWant(
                new FileFact(path),
                state ->
                    state
                        .access()
                        .map(fileAccess -> state.with(wantedAccess.applyTo(fileAccess)))
                        .orElse(state))
            .wants());
    return wants;
  }

  static Want require(HostPath path, Predicate<FileState> met, String otherwise) {
    return new Want.Require<>(new FileFact(path), met, otherwise.formatted(path));
  }
}
