package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** The commands that take a path from one state to another. */
record FileChanges(HostPath path, FileFact.WriteOptions writeOptions) {

  List<Change> between(FileState from, FileState to) {
    return switch (to.fileKind()) {
      case Absent _ -> List.of(removal(from));
      case Link(String target, boolean _) -> List.of(link(from, target));
      case Directory(FileAccess fileAccess, boolean _) ->
          from.fileKind() instanceof Directory(FileAccess old, boolean _)
              ? access(old, fileAccess)
              : List.of(directory(from, fileAccess));
      case Regular(FileAccess fileAccess, Optional<FileContent> content, boolean _) ->
          from.fileKind() instanceof Regular(FileAccess old, var had, boolean _)
                  && had.equals(content)
              ? access(old, fileAccess)
              : List.of(file(from, fileAccess, content));
      case Other(FileAccess fileAccess) -> access(from.access().orElseThrow(), fileAccess);
    };
  }

  private Change removal(FileState from) {
    boolean isTree = from.fileKind() instanceof Directory;
    return run(Script.of("rb_in {} " + (isTree ? "rb_remove_tree" : "rb_remove"), path));
  }

  private Change link(FileState from, String target) {
    boolean replaces = from.fileKind() instanceof Link;
    return run(
        Script.of(
            "rb_in {} " + (replaces ? "rb_replace_link" : "rb_symlink") + " {}", path, target));
  }

  /**
   * A directory of this user that appears meanwhile is accepted: several hosts can be the same
   * machine and make a shared directory at the same time.
   */
  private Change directory(FileState from, FileAccess fileAccess) {
    var surroundings = from.fileSurroundings();
    var owner = newOwner(surroundings.user(), surroundings.group(), fileAccess);
    boolean atOnce = owner.isEmpty() && (fileAccess.fileMode().bits() & 07000) == 0;
    return run(
        Script.of(
            "rb_in {} rb_directory {} {} {}", path, mode(fileAccess), owner, atOnce ? "yes" : ""));
  }

  private Change file(FileState from, FileAccess fileAccess, Optional<FileContent> content) {
    var user = differing(from.fileSurroundings().user(), fileAccess.user());
    var group = differing(from.fileSurroundings().group(), fileAccess.group());
    return writeOptions
        .source()
        .<Change>map(hostFileSource ->
            new Change.MakeFile(
                path,
                hostFileSource.script(),
                hostFileSource.label(),
                fileAccess.fileMode(),
                user,
                group,
                writeOptions.validate(),
                writeOptions.backup()))
        .orElseGet(() ->
            new Change.WriteFile(
                path,
                content.orElseThrow(),
                fileAccess.fileMode(),
                user,
                group,
                writeOptions.validate(),
                writeOptions.backup()));
  }

  private List<Change> access(FileAccess from, FileAccess to) {
    var owner = newOwner(from.user(), from.group(), to);
    // Changing the owner clears the setuid and setgid bits.
    boolean lost = !owner.isEmpty() && (to.fileMode().bits() & 06000) != 0;
    var mode = lost || !from.fileMode().equals(to.fileMode()) ? mode(to) : "";
    return owner.isEmpty() && mode.isEmpty()
        ? List.of()
        : List.of(run(Script.of("rb_in {} rb_access {} {}", path, mode, owner)));
  }

  /** Returns the words for {@code chown}; empty if the owner stays. */
  private static String newOwner(FileOwner user, FileOwner group, FileAccess to) {
    return differing(user, to.user()).orElse("")
        + differing(group, to.group()).map(g -> ":" + g).orElse("");
  }

  private static Optional<String> differing(FileOwner from, FileOwner to) {
    return from.equals(to) ? Optional.empty() : Optional.of(to.name());
  }

  /** Only with five digits does {@code chmod} clear setgid on a directory. */
  private static String mode(FileAccess fileAccess) {
    return "0" + fileAccess.fileMode();
  }

  /** The functions are those of a session, and need no subshell. */
  private static Change run(Script script) {
    return new Change.RunScript(script.withoutSubshell());
  }
}
