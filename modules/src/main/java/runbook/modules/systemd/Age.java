package runbook.modules.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import runbook.module.param.HostPath;

/**
 * How old a unit's process is.
 *
 * @param newer the files that were written after it began, of those asked for
 */
record Age(boolean runs, List<HostPath> newer) {

  Age {
    newer = List.copyOf(newer);
  }

  static Age of(boolean runs) {
    return new Age(runs, List.of());
  }

  /** Begun again now, if it runs at all. */
  Age renewed() {
    return of(runs);
  }

  Age written(HostPath file) {
    if (!runs || newer.contains(file)) {
      return this;
    }
    var more = new ArrayList<>(newer);
    more.add(file);
    return new Age(true, more);
  }

  Age removed(HostPath file) {
    return new Age(runs, newer.stream().filter(f -> !f.equals(file)).toList());
  }

  String files() {
    return newer.stream().map(HostPath::path).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    if (!runs) {
      return "not running";
    }
    return newer.isEmpty() ? "up to date" : "older than " + files();
  }
}
