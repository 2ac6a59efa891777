package runbook.plan;

import java.util.Optional;
import runbook.connection.Endpoint;
import runbook.connection.Secret;
import runbook.playbook.BecomeSettings;
import runbook.value.VariableScope;

/**
 * A host in a play.
 *
 * @param variableScope its variables in this play, before any results are registered
 * @param become the become settings of the host itself
 */
public record PlannedHost(
    String name,
    Endpoint endpoint,
    VariableScope variableScope,
    BecomeSettings become,
    Optional<Secret> becomePassword) {

  PlannedHost withBecomePassword(Secret password) {
    return new PlannedHost(
        name, endpoint, variableScope, become, becomePassword.or(() -> Optional.of(password)));
  }
}
