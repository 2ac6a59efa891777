package runbook.script;

import java.io.Serial;

/** The host's answer ends too early, so the last answer is unreliable. */
public final class TruncatedOutput extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public TruncatedOutput(int answered, int asked) {
    super(
        "the answer was cut short after %d of %d queries (is a disk of the host full?)"
            .formatted(answered, asked));
  }
}
