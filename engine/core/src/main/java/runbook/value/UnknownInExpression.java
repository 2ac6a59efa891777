package runbook.value;

import java.io.Serial;
import runbook.knowledge.Unknown;

/**
 * Thrown when an expression uses an unknown value. CEL treats it as an error, which gives the right
 * semantics: {@code false && x} is false whatever x is.
 */
final class UnknownInExpression extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final transient Unknown<?> unknown;

  UnknownInExpression(Unknown<?> unknown) {
    super(unknown.why(), null, false, false);
    this.unknown = unknown;
  }

  Unknown<?> unknown() {
    return unknown;
  }
}
