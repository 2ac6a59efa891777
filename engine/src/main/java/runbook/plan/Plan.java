package runbook.plan;

import java.util.List;
import runbook.playbook.Play;

/** What a run will do, as far as it can be known before the first connection. */
public record Plan(List<PlannedPlay> plays) {

  /**
   * A play with its hosts.
   *
   * @param matched how many hosts the pattern names before the limit: what a quorum is of
   */
  public record PlannedPlay(Play play, List<PlannedHost> hosts, int matched) {}
}
