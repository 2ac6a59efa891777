package runbook.run;

import java.io.Serial;

/** The play ends for a host before its end. */
final class PlayEnded extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean failed;

  private PlayEnded(String why, boolean failed) {
    super(why);
    this.failed = failed;
  }

  /** Something failed on the host itself. */
  static PlayEnded failed(String why) {
    return new PlayEnded(why, true);
  }

  /** Nothing failed here; others are the reason. */
  static PlayEnded stopped(String why) {
    return new PlayEnded(why, false);
  }

  boolean isFailed() {
    return failed;
  }
}
