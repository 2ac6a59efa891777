package runbook.knowledge;

/**
 * A value that is not known yet: before the run, everything a host has not reported; in check mode
 * also the output of commands that were not run. Everything derived from it is unknown too. A
 * variable can have it as its value.
 *
 * @param why shown to the user, as in {@code the result of 'Read the version', which check mode
 *     does not run}
 */
public record Unknown<T>(String why) implements Knowledge<T> {}
