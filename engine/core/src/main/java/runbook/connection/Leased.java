package runbook.connection;

import java.io.Serial;

/** Another run holds the lease of a host. */
public final class Leased extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public Leased(String holder) {
    super("another run is at work here: " + holder);
  }
}
