package runbook.modules.file;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** The commands that take a path from one state to another. */
record FileChanges(HostPath path, FileFact.WriteOptions writeOptions) {

  private static final ShellFile LINK = ShellFile.beside(FileChanges.class, "link.sh");

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
    return run(Script.of(from.fileKind() instanceof Directory ? "rm -rf {}" : "rm -f {}", path));
  }

  /** Replaces a link atomically if {@code mv} has an option not to follow the old one. */
  private Change link(FileState from, String target) {
    if (!(from.fileKind() instanceof Link)) {
      return run(Script.of("ln -s -- {} {}", target, path));
    }
    return run(LINK.call("replace_link", path, target));
  }

  /**
   * Keeps the directory closed to others until it has its owner. A directory of this user that
   * appears meanwhile is accepted: several hosts can be the same machine and make a shared
   * directory at the same time.
   */
  private Change directory(FileState from, FileAccess fileAccess) {
    var owner = ownership(from, fileAccess);
    boolean atOnce = owner.isEmpty() && (fileAccess.fileMode().bits() & 07000) == 0;
    var make =
        Script.of("mkdir -m {} {}", atOnce ? fileAccess.fileMode() : new FileMode(0700), path);
    var isMine = Script.of("[ -d {} ] && [ ! -L {} ] && [ -O {} ]", path, path, path);
    var chmod = mode(fileAccess);
    var steps = new ArrayList<Script>();
    if (atOnce) {
      steps.add(anyOf(quietly(make), Script.allOf(isMine, chmod), make));
      // A folder in a folder with setgid gets it too.
      steps.add(anyOf(Script.of("[ ! -g {} ]", path), chmod));
    } else {
      steps.add(anyOf(quietly(make), isMine, make));
      owner.ifPresent(steps::add);
      steps.add(chmod);
    }
    return run(Script.allOf(steps));
  }

  private static Script quietly(Script script) {
    return new Script(script.text() + " 2>/dev/null");
  }

  /** Returns scripts of which each runs if those before it failed. */
  private static Script anyOf(Script... scripts) {
    return new Script(
        Stream.of(scripts).map(Script::text).collect(joining("; } || { ", "{ { ", "; }; }")));
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
    var steps = new ArrayList<Script>();
    ownership(from.user(), from.group(), to).ifPresent(steps::add);
    // Changing the owner clears the setuid and setgid bits.
    boolean lost = !steps.isEmpty() && (to.fileMode().bits() & 06000) != 0;
    if (lost || !from.fileMode().equals(to.fileMode())) {
      steps.add(mode(to));
    }
    return steps.isEmpty() ? List.of() : List.of(run(Script.allOf(steps)));
  }

  private Optional<Script> ownership(FileState from, FileAccess to) {
    return ownership(from.fileSurroundings().user(), from.fileSurroundings().group(), to);
  }

  private Optional<Script> ownership(FileOwner user, FileOwner group, FileAccess to) {
    var newUser = differing(user, to.user());
    var newGroup = differing(group, to.group());
    if (newUser.isEmpty()) {
      return newGroup.map(g -> Script.of("chgrp -- {} {}", g, path));
    }
    var both = newUser.get() + newGroup.map(g -> ":" + g).orElse("");
    return Optional.of(Script.of("chown -- {} {}", both, path));
  }

  private static Optional<String> differing(FileOwner from, FileOwner to) {
    return from.equals(to) ? Optional.empty() : Optional.of(to.name());
  }

  /** Only with five digits does {@code chmod} clear setgid on a directory. */
  private Script mode(FileAccess fileAccess) {
    return Script.of("chmod {} {}", "0" + fileAccess.fileMode(), path);
  }

  private static Change run(Script script) {
    return new Change.RunScript(script.shared().isEmpty() ? script.withoutSubshell() : script);
  }
}
