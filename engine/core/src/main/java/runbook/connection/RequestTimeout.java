package runbook.connection;

import java.io.Serial;
import java.time.Duration;

/** A request missed its deadline and was killed on the host. */
public final class RequestTimeout extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public RequestTimeout(Duration deadline) {
    super("did not finish within " + deadline.toSeconds() + " s and was killed");
  }
}
