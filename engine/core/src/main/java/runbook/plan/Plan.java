package runbook.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.connection.Secret;
import runbook.playbook.Play;
import runbook.text.Problem;

/**
 * What a run will do, as far as it is known before the first connection.
 *
 * @param delegates the hosts that tasks can be delegated to, by name
 * @param unusedExtraVars the {@code -e} variables that nothing uses
 */
public record Plan(
    List<PlannedPlay> plays, Map<String, PlannedHost> delegates, List<Problem> unusedExtraVars) {

  /** Returns the plan with a become password for hosts that have none. */
  public Plan withBecomePassword(Secret password) {
    var others = new LinkedHashMap<String, PlannedHost>();
    delegates.forEach((name, host) -> others.put(name, host.withBecomePassword(password)));
    return new Plan(
        plays.stream().map(play -> play.withBecomePassword(password)).toList(),
        others,
        unusedExtraVars);
  }

  /** Returns whether a play includes the host. */
  public boolean isPlayedOn(String host) {
    return plays.stream().flatMap(p -> p.hosts().stream()).anyMatch(h -> h.name().equals(host));
  }

  /**
   * A play with its hosts.
   *
   * @param matched the number of hosts that the pattern matches before {@code --limit}; a quorum
   *     counts these
   */
  public record PlannedPlay(Play play, List<PlannedHost> hosts, int matched) {

    private PlannedPlay withBecomePassword(Secret password) {
      return new PlannedPlay(
          play, hosts.stream().map(host -> host.withBecomePassword(password)).toList(), matched);
    }
  }
}
