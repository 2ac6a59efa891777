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
record ProcessAge(boolean runs, List<HostPath> newer) {

  ProcessAge {
    newer = List.copyOf(newer);
  }

  static ProcessAge of(boolean runs) {
    return new ProcessAge(runs, List.of());
  }

  /** Begun again now, if it runs at all. */
  ProcessAge afterRestart() {
    return of(runs);
  }

  ProcessAge written(HostPath file) {
    if (!runs || newer.contains(file)) {
      return this;
    }
    var more = new ArrayList<>(newer);
    more.add(file);
    return new ProcessAge(true, more);
  }

  ProcessAge removed(HostPath file) {
    return new ProcessAge(runs, newer.stream().filter(f -> !f.equals(file)).toList());
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
