package runbook.module.param;

/**
 * A variable of the host, or a part of one.
 *
 * @param name with dots where it is a part
 * @param value a text, a number, true or false, null, or a list or map of these
 */
public record HostVariable(String name, Object value) {}
