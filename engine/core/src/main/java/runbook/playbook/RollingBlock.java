package runbook.playbook;

import java.util.List;
import java.util.Set;
import runbook.text.Position;

/**
 * Tasks that only a few hosts run at a time.
 *
 * @param maxUnavailable how many hosts can be in the block at once; a host that fails or is lost
 *     stays in it
 * @param gate tasks that must pass on the first host before it enters, and on each host that went
 *     through before the next one enters
 */
public record RollingBlock(
    Position at,
    String name,
    int maxUnavailable,
    List<Task> gate,
    List<Task> tasks,
    Set<String> tags)
    implements PlayElement {}
