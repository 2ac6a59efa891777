package runbook.yaml;

import java.io.Serial;

/** The text cannot be read any further; the problem that says why has been reported. */
final class UnreadableYaml extends Exception {

  @Serial private static final long serialVersionUID = 1;
}
