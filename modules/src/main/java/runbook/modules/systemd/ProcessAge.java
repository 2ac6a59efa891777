package runbook.modules.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import runbook.module.param.HostPath;

/**
 * The age of a unit's process.
 *
 * @param newer the requested files that were written after the process started
 */
record ProcessAge(boolean runs, List<HostPath> newer) {

  ProcessAge {
    newer = List.copyOf(newer);
  }

  static ProcessAge of(boolean runs) {
    return new ProcessAge(runs, List.of());
  }

  /** Returns the age after a restart, if the process runs. */
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
