package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.Want;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Regular;

/**
 * Wants for what is made where nothing is, or removed; nothing is ever made in place of another.
 */
final class Made {

  private static final Mode OF_FILES = new Mode(0644);
  private static final Mode OF_DIRECTORIES = new Mode(0755);

  private Made() {}

  static List<Want> nothing(HostPath path) {
    return new Attempt(new FileFact(path), state -> state.with(new Absent())).wants();
  }

  static List<Want> link(HostPath path, String target) {
    var wants = new ArrayList<Want>();
    wants.add(
        Kept.must(
            path,
            state -> state.thing() instanceof Link || !state.isThere(),
            "%s is no link: remove it first, with 'state: absent'"));
    wants.addAll(
        new Attempt(
                new FileFact(path),
                state ->
                    switch (state.thing()) {
                      case Link(String old, boolean _) when old.equals(target) -> state;
                      case Link _, Absent _ -> state.with(new Link(target, true));
                      default -> state;
                    })
            .wants());
    return wants;
  }

  static List<Want> file(HostPath path, Rights rights) {
    var empty = Optional.of(Content.of(""));
    var wants = new ArrayList<>(rights.wants());
    wants.addAll(
        attempt(path, s -> s.with(new Regular(rights.ofNew(s.around(), OF_FILES), empty, true))));
    wants.addAll(Kept.rights(path, rights));
    return wants;
  }

  /** A link to a directory is as good as a directory. */
  static List<Want> directory(HostPath path, Rights rights) {
    var wants = new ArrayList<>(rights.wants());
    for (var folder : fromTheTop(path)) {
      wants.addAll(
          attempt(
              folder, s -> s.with(new Directory(rights.ofNew(s.around(), OF_DIRECTORIES), true))));
    }
    wants.add(
        new Want.Require<>(
            PathFact.directory(path),
            isDirectory -> isDirectory,
            "%s is there and is no directory: remove it first, with 'state: absent'"
                .formatted(path)));
    wants.addAll(Kept.rights(path, rights));
    return wants;
  }

  private static List<Want> attempt(HostPath path, UnaryOperator<FileState> maker) {
    return new Attempt(new FileFact(path), state -> state.isThere() ? state : maker.apply(state))
        .wants();
  }

  /** The path and all directories above it, the highest first. */
  private static List<HostPath> fromTheTop(HostPath path) {
    var folders = new ArrayList<HostPath>();
    for (var at = path; !at.equals(at.parent()); at = at.parent()) {
      folders.addFirst(at);
    }
    return folders;
  }
}
