package runbook.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first line of a journal: what was asked for, and the texts it was made from.
 *
 * @param run names the run
 * @param began when, by the controller's clock
 * @param folder the folder in which the command was given
 * @param arguments the arguments of the command, without secrets
 * @param sealed all arguments, if some were secret
 * @param playbook the playbook as given
 * @param check whether it changes nothing
 * @param verbose whether its report shows what needed no change
 * @param diff whether texts were compared line by line
 * @param resumes the run that it goes on with
 * @param sources the SHA-256 of each playbook, inventory and variable file
 * @param tasks the tasks of each play, in order
 */
public record RunHeader(
    String run,
    String began,
    String folder,
    List<String> arguments,
    Optional<String> sealed,
    String playbook,
    boolean check,
    boolean verbose,
    boolean diff,
    Optional<String> resumes,
    Map<String, String> sources,
    List<String> tasks) {

  /** Returns the playbook's full path. */
  Path playbookPath() {
    return Path.of(folder).resolve(playbook).normalize();
  }
}
