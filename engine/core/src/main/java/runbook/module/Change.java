package runbook.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/** Something to carry out on a host, as data. */
public sealed interface Change {

  /** A script of the module's own; it fails by a non-zero exit status. */
  record RunScript(Script script) implements Change {}

  /**
   * A file put in place as a whole: written beside it, given its owner and mode, validated, and
   * only then renamed over it.
   *
   * @param user the owner's name or number; empty for the user who writes
   * @param validate a command that must accept the new file, in which {@code %s} stands for its
   *     path
   * @param backup keep the old file beside the new one
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
   * A file put in place in the same way, which the host makes itself.
   *
   * @param maker writes to the file whose path is in {@code $t}, and fails when it cannot
   * @param label what the user reads for it
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

  /** A command of the user's, whose output and exit status are the step's result. */
  record RunCommand(
      Script script,
      Optional<HostPath> chdir,
      Map<String, String> environment,
      Optional<String> stdin)
      implements Change {

    /** The words as they are, past any shell. */
    public static RunCommand of(List<String> words) {
      return new RunCommand(Script.words(words), Optional.empty(), Map.of(), Optional.empty());
    }
  }
}
