package runbook.value;

import java.io.Serial;
import runbook.knowledge.Unknown;

/**
 * An expression has come to a value that is not known. CEL takes it for an error, and its errors
 * behave as the unknown should: {@code false && x} is false whatever x is.
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
