package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** What is carried out to get from one state of a path to another. */
record FileChanges(HostPath path, FileFact.Care care) {

  private static final ShellFile LINK = ShellFile.beside(FileChanges.class, "link.sh");

  List<Change> between(FileState from, FileState to) {
    return switch (to.thing()) {
      case Absent _ -> List.of(removal(from));
      case Link(String target, boolean _) -> List.of(link(from, target));
      case Directory(Access access, boolean _) ->
          from.thing() instanceof Directory(Access old, boolean _)
              ? access(old, access)
              : List.of(directory(from, access));
      case Regular(Access access, Optional<Content> content, boolean _) ->
          from.thing() instanceof Regular(Access old, var had, boolean _) && had.equals(content)
              ? access(old, access)
              : List.of(file(from, access, content));
      case Other(Access access) -> access(from.access().orElseThrow(), access);
    };
  }

  private Change removal(FileState from) {
    return run(Script.of(from.thing() instanceof Directory ? "rm -rf {}" : "rm -f {}", path));
  }

  /** A link is exchanged in one move where {@code mv} can be told not to follow the old one. */
  private Change link(FileState from, String target) {
    if (!(from.thing() instanceof Link)) {
      return run(Script.of("ln -s -- {} {}", target, path));
    }
    return run(LINK.call("replace_link", path, target));
  }

  /**
   * Nobody else can look inside before it has its owner. One that was made in between is as good,
   * if it is this user's: hosts that are the same machine make what they have in common at once.
   */
  private Change directory(FileState from, Access access) {
    var steps = new ArrayList<Script>();
    steps.add(
        Script.of(
            "(umask 077; mkdir {} 2>/dev/null || { [ -d {} ] && [ ! -L {} ] && [ -O {} ]; } ||"
                + " mkdir {})",
            path,
            path,
            path,
            path,
            path));
    ownership(from, access).ifPresent(steps::add);
    steps.add(mode(access));
    return run(Script.allOf(steps));
  }

  private Change file(FileState from, Access access, Optional<Content> content) {
    var user = differing(from.around().user(), access.user());
    var group = differing(from.around().group(), access.group());
    return care.source()
        .<Change>map(source ->
            new Change.MakeFile(
                path,
                source.script(),
                source.label(),
                access.mode(),
                user,
                group,
                care.validate(),
                care.backup()))
        .orElseGet(() ->
            new Change.WriteFile(
                path,
                content.orElseThrow(),
                access.mode(),
                user,
                group,
                care.validate(),
                care.backup()));
  }

  private List<Change> access(Access from, Access to) {
    var steps = new ArrayList<Script>();
    ownership(from.user(), from.group(), to).ifPresent(steps::add);
    // A change of the owner takes the setuid and setgid bits away.
    boolean lost = !steps.isEmpty() && (to.mode().bits() & 06000) != 0;
    if (lost || !from.mode().equals(to.mode())) {
      steps.add(mode(to));
    }
    return steps.isEmpty() ? List.of() : List.of(run(Script.allOf(steps)));
  }

  private Optional<Script> ownership(FileState from, Access to) {
    return ownership(from.around().user(), from.around().group(), to);
  }

  private Optional<Script> ownership(Owner user, Owner group, Access to) {
    var newUser = differing(user, to.user());
    var newGroup = differing(group, to.group());
    if (newUser.isEmpty()) {
      return newGroup.map(g -> Script.of("chgrp -- {} {}", g, path));
    }
    var both = newUser.get() + newGroup.map(g -> ":" + g).orElse("");
    return Optional.of(Script.of("chown -- {} {}", both, path));
  }

  private static Optional<String> differing(Owner from, Owner to) {
    return from.equals(to) ? Optional.empty() : Optional.of(to.name());
  }

  /** With five digits {@code chmod} also takes setgid away from a directory. */
  private Script mode(Access access) {
    return Script.of("chmod {} {}", "0" + access.mode(), path);
  }

  private static Change run(Script script) {
    return new Change.Run(script);
  }
}
