package runbook.module.param;

/**
 * A condition, already judged with the variables of the host.
 *
 * @param text as the user wrote it
 */
public record Claim(String text, boolean holds) {}
