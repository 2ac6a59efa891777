package runbook.modules.etcd.verify;

import java.util.Locale;

/** How bad something is. */
enum Level {
  OK,
  WARN,
  FAIL;

  Level worst(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
