package runbook.plan;

import java.util.Optional;
import runbook.connection.Endpoint;
import runbook.connection.Secret;
import runbook.playbook.Escalation;
import runbook.value.Scope;

/**
 * A host in a play.
 *
 * @param scope its variables in this play, before anything is registered
 * @param become its own settings for acting as another user
 */
public record PlannedHost(
    String name,
    Endpoint endpoint,
    Scope scope,
    Escalation become,
    Optional<Secret> becomePassword) {

  PlannedHost withBecomePassword(Secret password) {
    return new PlannedHost(
        name, endpoint, scope, become, becomePassword.or(() -> Optional.of(password)));
  }
}
