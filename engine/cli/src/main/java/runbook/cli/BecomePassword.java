package runbook.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import runbook.connection.Secret;
import runbook.plan.Plan;
import runbook.value.SecretMasker;

/** The option to ask for the password to become another user. */
final class BecomePassword {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-K", "--ask-become-pass"},
      description = "ask for the password to become another user")
  private boolean isAskedFor;

  /** The password that was asked for. */
  private Optional<Secret> password = Optional.empty();

  /** Returns the plan with the password, if it is to be asked for. */
  Plan in(Plan plan, SecretMasker secretMasker) {
    if (!isAskedFor) {
      return plan;
    }
    if (password.isEmpty()) {
      password = Optional.of(asked(secretMasker));
    }
    return plan.withBecomePassword(password.get());
  }

  private Secret asked(SecretMasker secretMasker) {
    var console =
        Optional.ofNullable(System.console())
            .filter(java.io.Console::isTerminal)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "--ask-become-pass needs a terminal; set become_password instead"));
    var typed = new String(console.readPassword("password to become another user: "));
    secretMasker.add(typed);
    return new Secret(typed);
  }
}
