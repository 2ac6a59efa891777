package runbook.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.connection.Secret;
import runbook.playbook.Play;
import runbook.text.Problem;

/**
 * What a run will do, as far as it can be known before the first connection.
 *
 * @param delegates the hosts on which a task for another may act, by name
 * @param unusedExtraVars the variables of {@code -e} that nothing in it uses
 */
public record Plan(
    List<PlannedPlay> plays, Map<String, PlannedHost> delegates, List<Problem> unusedExtraVars) {

  /** The same, with a password to act as another user for the hosts that have none of their own. */
  public Plan withBecomePassword(Secret password) {
    var others = new LinkedHashMap<String, PlannedHost>();
    delegates.forEach((name, host) -> others.put(name, host.withBecomePassword(password)));
    return new Plan(
        plays.stream().map(play -> play.withBecomePassword(password)).toList(),
        others,
        unusedExtraVars);
  }

  /** Whether a play is for the host. */
  public boolean isPlayedOn(String host) {
    return plays.stream().flatMap(p -> p.hosts().stream()).anyMatch(h -> h.name().equals(host));
  }

  /**
   * A play with its hosts.
   *
   * @param matched how many hosts the pattern names before the limit: what a quorum is of
   */
  public record PlannedPlay(Play play, List<PlannedHost> hosts, int matched) {

    private PlannedPlay withBecomePassword(Secret password) {
      return new PlannedPlay(
          play, hosts.stream().map(host -> host.withBecomePassword(password)).toList(), matched);
    }
  }
}
