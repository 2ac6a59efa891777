package runbook.yaml;

/** Stands for what the expression in a scalar, tagged {@code !cel}, comes to. */
public record CelExpression(String expression) {}
