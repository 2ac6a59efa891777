package runbook.modules.etcd.verify;

import java.util.Locale;

/** The severity of a finding. */
enum Severity {
  OK,
  WARN,
  FAIL;

  Severity worst(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
