package runbook.playbook;

import java.util.List;
import java.util.Set;
import runbook.text.Position;

/**
 * Tasks that only a few hosts go through at a time.
 *
 * @param maxUnavailable how many hosts may be in it at once; a host that is lost or has failed
 *     counts as in it for good
 * @param gate tasks that must pass on the first host before any goes in, and on each host that went
 *     through before the next goes in
 */
public record RollingBlock(
    Position at,
    String name,
    int maxUnavailable,
    List<Task> gate,
    List<Task> tasks,
    Set<String> tags)
    implements PlayElement {}
