package runbook.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Difference;

/**
 * What one call of a module came to.
 *
 * @param unsure why check mode cannot tell; empty when it can
 * @param unrun nothing was run, so that there is no result
 * @param values what it looked at, for {@code register}
 * @param told what the user is told
 * @param variables what the host has from here on
 */
public record Account(
    boolean changed,
    Optional<String> unsure,
    boolean unrun,
    List<Difference> differences,
    Map<String, Object> values,
    Optional<Target.Ran> ran,
    String command,
    List<String> told,
    Map<String, Object> variables) {}
