package runbook.value;

import runbook.yaml.Node;

/** Whether the parameters of a task hold a secret, and what may then be shown of the task. */
public enum SecretUse {
  /** No secret: everything is shown. */
  NONE,
  /** Its text is masked wherever it appears; what was there before it is not shown. */
  MASKED,
  /** A secret too short to be found in a text: nothing of the task is shown. */
  WITHHELD;

  /** Returns the use in parameters whose variables are filled in. */
  public static SecretUse of(Node filled, VariableScope variableScope) {
    return switch (filled) {
      case Node.Scalar scalar when !scalar.secret() -> NONE;
      case Node.Scalar scalar -> of(String.valueOf(scalar.value()), variableScope);
      case Node.Sequence list ->
          list.items().stream().map(item -> of(item, variableScope)).reduce(NONE, SecretUse::and);
      case Node.Mapping map ->
          map.entries().stream()
              .map(entry -> of(entry.value(), variableScope))
              .reduce(NONE, SecretUse::and);
    };
  }

  /** Returns the use in a text that is secret. */
  public static SecretUse of(SecretText secretText, VariableScope variableScope) {
    return of(secretText.text(), variableScope);
  }

  private static SecretUse of(String secret, VariableScope variableScope) {
    return variableScope.secrets().canFind(secret) ? MASKED : WITHHELD;
  }

  /** Returns the use that shows less. */
  public SecretUse and(SecretUse other) {
    return compareTo(other) < 0 ? other : this;
  }
}
