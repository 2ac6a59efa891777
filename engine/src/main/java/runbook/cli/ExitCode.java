package runbook.cli;

import runbook.report.Tally;

/** The exit statuses: a contract with scripts and CI. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int CHANGED = 2;
  static final int UNREACHABLE = 3;
  static final int USAGE = 64;
  static final int TEXT = 65;
  static final int BUG = 70;

  private ExitCode() {}

  /** What a run comes to. */
  static int of(Tally tally, boolean detailed) {
    if (tally.anyFailed()) {
      return FAILED;
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
