package runbook.cli;

import runbook.report.Tally;

/** The exit statuses, on which scripts and CI rely. */
public final class ExitCode {

  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int CHANGED = 2;
  public static final int UNREACHABLE = 3;
  public static final int USAGE = 64;
  public static final int TEXT = 65;
  public static final int UNAVAILABLE = 69;
  public static final int BUG = 70;
  public static final int BUSY = 75;

  private ExitCode() {}

  /** Returns the exit status of a run. */
  public static int of(Tally tally, boolean detailed) {
    if (tally.anyFailed()) {
      return FAILED;
    }
    if (tally.anyBusy()) {
      return BUSY;
    }
    if (tally.anyLost()) {
      return UNREACHABLE;
    }
    if (tally.anyStopped()) {
      return FAILED;
    }
    return detailed && tally.anyChangedOrUnsure() ? CHANGED : DONE;
  }
}
