package runbook.modules.preflight;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runbook.module.HostAccess;
import runbook.module.Unobtainable;

/** All that was found wrong with a host: it is told of all of it, and fails by what is grave. */
record HostProblems(List<HostProblem> all) {

  void report(HostAccess host) throws Unobtainable {
    all.stream()
        .filter(hostProblem -> !hostProblem.grave())
        .forEach(hostProblem -> host.warn(hostProblem.text() + ": " + hostProblem.remedy()));
    var grave = all.stream().filter(HostProblem::grave).toList();
    if (!grave.isEmpty()) {
      throw new Unobtainable(
          grave.stream().map(HostProblem::text).collect(Collectors.joining("; ")),
          grave.stream().map(HostProblem::remedy).distinct().collect(Collectors.joining("\n")));
    }
  }

  /** For {@code register}. */
  Map<String, Object> values() {
    return Map.of("warnings", all.stream().map(HostProblem::text).toList());
  }
}
