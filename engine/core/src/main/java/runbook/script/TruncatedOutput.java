package runbook.script;

import java.io.Serial;

/** The host's answer ends too early, or is not one, so none of its answers is reliable. */
public final class TruncatedOutput extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public TruncatedOutput(int answered, int asked) {
    super(
        ("the answer was cut short after %d of %d queries (is a disk of the host full, or does it"
                + " start no further process?)")
            .formatted(answered, asked));
  }

  private TruncatedOutput(String message) {
    super(message);
  }

  static TruncatedOutput notUnderstood() {
    return new TruncatedOutput("the host's answer to a query is not understood");
  }
}
