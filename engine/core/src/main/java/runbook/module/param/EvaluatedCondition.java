package runbook.module.param;

/**
 * A condition, already evaluated with the variables of the host.
 *
 * @param text as the user wrote it
 */
public record EvaluatedCondition(String text, boolean holds) {}
