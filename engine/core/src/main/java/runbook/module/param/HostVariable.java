package runbook.module.param;

/**
 * A variable of the host, or a part of one.
 *
 * @param name with dots if it is a part
 * @param value a string, number, boolean or null, or a list or map of these
 */
public record HostVariable(String name, Object value) {}
