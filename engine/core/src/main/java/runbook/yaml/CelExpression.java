package runbook.yaml;

/** The value of a scalar tagged {@code !cel}: an expression that is evaluated later. */
public record CelExpression(String expression) {}
