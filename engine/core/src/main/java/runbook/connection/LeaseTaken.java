package runbook.connection;

import java.io.Serial;

/** Another run holds the lease of a host. */
public final class LeaseTaken extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /**
   * @param process the number of the process on the host that keeps the lease
   */
  public LeaseTaken(String process, String holder) {
    super(
        "another run is at work here: %s; if it is over, free the host with 'kill %s' there"
            .formatted(holder, process));
  }
}
