package runbook.plan;

import runbook.value.SecretText;
import runbook.value.SecretUse;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** Collects the secrets in the parameters of one call. */
final class SecretUses {

  private SecretUse most = SecretUse.NONE;

  void add(Node filled, VariableScope variableScope) {
    most = most.and(SecretUse.of(filled, variableScope));
  }

  void add(SecretText secretText, VariableScope variableScope) {
    most = most.and(SecretUse.of(secretText, variableScope));
  }

  SecretUse most() {
    return most;
  }
}
