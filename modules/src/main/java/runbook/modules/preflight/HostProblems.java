package runbook.modules.preflight;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runbook.module.HostAccess;
import runbook.module.Unobtainable;

/** All problems found on a host; each causes a warning, or a failure if it is grave. */
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

  /** Returns the values for {@code register}. */
  Map<String, Object> values() {
    return Map.of("warnings", all.stream().map(HostProblem::text).toList());
  }
}
