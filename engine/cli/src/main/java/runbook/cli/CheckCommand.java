package runbook.cli;

import picocli.CommandLine.Command;

/** Shows what playing a playbook would do: a play with the options that a check should have. */
@Command(
    name = "check",
    description = {
      "Shows what a playbook would change, line by line, and changes nothing.",
      "The same as 'play --check --diff --detailed-exitcode'."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand extends PlayCommand {

  @Override
  public Integer call() throws Exception {
    onlyCheck();
    return super.call();
  }
}
