package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Regular;

/** Wants for paths that are made or removed; nothing is made in place of another kind of file. */
final class NewFileWants {

  private static final FileMode OF_FILES = new FileMode(0644);
  private static final FileMode OF_DIRECTORIES = new FileMode(0755);

  private NewFileWants() {}

  static List<Want> removal(HostPath path) {
    return new FileWant(new FileFact(path), state -> state.with(new Absent())).wants();
  }

  static List<Want> link(HostPath path, String target) {
    var wants = new ArrayList<Want>();
    wants.add(
        ExistingFileWants.require(
            path,
            state -> state.fileKind() instanceof Link || !state.isThere(),
            "%s is not a link: remove it first, with 'state: absent'"));
    wants.addAll(
        new FileWant(
                new FileFact(path),
                state ->
                    switch (state.fileKind()) {
                      case Link(String old, boolean _) when old.equals(target) -> state;
                      case Link _, Absent _ -> state.with(new Link(target, true));
                      default -> state;
                    })
            .wants());
    return wants;
  }

  static List<Want> file(HostPath path, WantedAccess wantedAccess) {
    var empty = Optional.of(FileContent.of(""));
    var wants = new ArrayList<>(wantedAccess.wants());
    wants.addAll(
        attempt(
            path,
            s ->
                s.with(
                    new Regular(
                        wantedAccess.forNewFile(s.fileSurroundings(), OF_FILES), empty, true))));
    wants.addAll(ExistingFileWants.rights(path, wantedAccess));
    return wants;
  }

  /** Accepts a link to a directory as a directory. */
  static List<Want> directory(HostPath path, WantedAccess wantedAccess) {
    var wants = new ArrayList<>(wantedAccess.wants());
    for (var folder : fromTheTop(path)) {
      wants.addAll(
          attempt(
              folder,
              s ->
                  s.with(
                      new Directory(
                          wantedAccess.forNewFile(s.fileSurroundings(), OF_DIRECTORIES), true))));
    }
    wants.add(
        new Want.Require<>(
            PathFact.directory(path),
            isDirectory -> isDirectory,
            "%s exists and is not a directory: remove it first, with 'state: absent'"
                .formatted(path)));
    wants.addAll(ExistingFileWants.rights(path, wantedAccess));
    return wants;
  }

  private static List<Want> attempt(HostPath path, UnaryOperator<FileState> maker) {
    return new FileWant(new FileFact(path), state -> state.isThere() ? state : maker.apply(state))
        .wants();
  }

  /** Lists the path and all directories above it, the topmost first. */
  private static List<HostPath> fromTheTop(HostPath path) {
    var folders = new ArrayList<HostPath>();
    for (var at = path; !at.equals(at.parent()); at = at.parent()) {
      folders.addFirst(at);
    }
    return folders;
  }
}
