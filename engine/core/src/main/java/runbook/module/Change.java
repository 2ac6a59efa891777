package runbook.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/** An action to carry out on a host, as data. */
public sealed interface Change {

  /** A script that the module provides. A non-zero exit status is a failure. */
  record RunScript(Script script) implements Change {}

  /**
   * Replaces a file atomically: the new file is written beside the old one, gets its owner and
   * mode, is validated, and only then renamed over it.
   *
   * @param user the owner's name or number; empty for the user who writes
   * @param validate a command that must accept the new file; {@code %s} stands for its path
   * @param backup whether to keep the old file beside the new one
   */
  record WriteFile(
      HostPath path,
      FileContent fileContent,
      FileMode fileMode,
      Optional<String> user,
      Optional<String> group,
      Optional<String> validate,
      boolean backup)
      implements Change {}

  /**
   * Replaces a file in the same way, with content that the host produces.
   *
   * @param maker a script that writes to the file whose path is in {@code $t}, and fails if it
   *     cannot
   * @param label describes the change to the user
   */
  record MakeFile(
      HostPath path,
      Script maker,
      String label,
      FileMode fileMode,
      Optional<String> user,
      Optional<String> group,
      Optional<String> validate,
      boolean backup)
      implements Change {}

  /** A command that the user provides. Its output and exit status are the step's result. */
  record RunCommand(
      Script script,
      Optional<HostPath> chdir,
      Map<String, String> environment,
      Optional<String> stdin)
      implements Change {

    /** The arguments of a command that runs without a shell. */
    public static RunCommand of(List<String> words) {
      return new RunCommand(Script.words(words), Optional.empty(), Map.of(), Optional.empty());
    }
  }
}
