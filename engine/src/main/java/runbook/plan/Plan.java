package runbook.plan;

import java.util.List;
import runbook.connection.Secret;
import runbook.playbook.Play;

/** What a run will do, as far as it can be known before the first connection. */
public record Plan(List<PlannedPlay> plays) {

  /** The same, with a password to act as another user for the hosts that have none of their own. */
  public Plan withBecomePassword(Secret password) {
    return new Plan(plays.stream().map(play -> play.withBecomePassword(password)).toList());
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
