package runbook.report;

import java.time.Duration;

/**
 * A run in one line: each host counts once.
 *
 * @param ok hosts on which nothing changed
 * @param changed hosts on which something changed, would change, or is unknown
 * @param stopped hosts that did not finish, although nothing failed there
 */
public record RunTotals(
    RunResult result,
    int hosts,
    int ok,
    int changed,
    int failed,
    int unreachable,
    int stopped,
    Duration took) {

  /** How a run ended. */
  public enum RunResult {
    OK,
    CHANGED,
    FAILED,
    BUSY,
    UNREACHABLE,
    STOPPED,
    /** The program ended before the run did, or the run goes on. */
    UNFINISHED
  }

  /** Returns the totals of a run that has ended. */
  public static RunTotals of(Tally tally) {
    return of(tally, result(tally), tally.took());
  }

  /** Returns the totals of a run so far. */
  public static RunTotals unfinished(Tally tally, Duration soFar) {
    return of(tally, RunResult.UNFINISHED, soFar);
  }

  private static RunTotals of(Tally tally, RunResult result, Duration took) {
    int ok = 0;
    int changed = 0;
    int failed = 0;
    int unreachable = 0;
    int stopped = 0;
    for (var host : tally.hosts().values()) {
      if (host.failed() > 0) {
        failed++;
      } else if (host.lost()) {
        unreachable++;
      } else if (host.end().isPresent()) {
        stopped++;
      } else if (host.changed() + host.unsure() > 0) {
        changed++;
      } else {
        ok++;
      }
    }
    return new RunTotals(
        result, tally.hosts().size(), ok, changed, failed, unreachable, stopped, took);
  }

  /** In the order in which exit statuses count. */
  private static RunResult result(Tally tally) {
    if (tally.anyFailed()) {
      return RunResult.FAILED;
    } else if (tally.anyBusy()) {
      return RunResult.BUSY;
    } else if (tally.anyLost()) {
      return RunResult.UNREACHABLE;
    } else if (tally.anyStopped()) {
      return RunResult.STOPPED;
    }
    return tally.anyChangedOrUnsure() ? RunResult.CHANGED : RunResult.OK;
  }
}
