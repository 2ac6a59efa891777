package runbook.knowledge;

/**
 * What cannot be known yet: before the run, whatever a host has not told; in check mode also what a
 * command that was not run would have printed. What is made of it is unknown too. A variable can
 * have it for its value.
 *
 * @param why said to the user: {@code the result of 'Read the version', which check mode does not
 *     run}
 */
public record Unknown<T>(String why) implements Knowledge<T> {}
