package runbook.project;

import runbook.text.Position;

/**
 * A role that a {@code runbook.yml} asks for.
 *
 * @param name the name by which tasks call it
 * @param at where it is written
 * @param range the versions that are wanted
 */
record RoleWish(String name, Position at, RoleOrigin origin, VersionRange range) {}
