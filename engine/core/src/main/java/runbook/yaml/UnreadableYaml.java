package runbook.yaml;

import java.io.Serial;

/** Thrown when the rest of the text cannot be read. The problem has already been reported. */
final class UnreadableYaml extends Exception {

  @Serial private static final long serialVersionUID = 1;
}
