package runbook.run;

import java.io.Serial;

/** The play ends for a host before its end. */
final class Over extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean failed;

  private Over(String why, boolean failed) {
    super(why);
    this.failed = failed;
  }

  /** Something failed on the host itself. */
  static Over failed(String why) {
    return new Over(why, true);
  }

  /** Nothing failed here; others are the reason. */
  static Over stopped(String why) {
    return new Over(why, false);
  }

  boolean isFailed() {
    return failed;
  }
}
