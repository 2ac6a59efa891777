package runbook.run;

import java.io.Serial;

/** Ends the play early for a host. */
final class PlayEnded extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean failed;

  private PlayEnded(String why, boolean failed) {
    super(why);
    this.failed = failed;
  }

  /** Ends it because something failed on the host itself. */
  static PlayEnded failed(String why) {
    return new PlayEnded(why, true);
  }

  /** Ends it because of other hosts; nothing failed on this one. */
  static PlayEnded stopped(String why) {
    return new PlayEnded(why, false);
  }

  boolean isFailed() {
    return failed;
  }
}
