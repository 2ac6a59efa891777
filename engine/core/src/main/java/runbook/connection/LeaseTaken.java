package runbook.connection;

import java.io.Serial;

/** Another run holds the lease of a host. */
public final class LeaseTaken extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public LeaseTaken(String holder) {
    super("another run is at work here: " + holder);
  }
}
