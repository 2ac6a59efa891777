package runbook.modules.preflight;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import runbook.module.Passage;
import runbook.module.Unobtainable;

/** All that was found wrong with a host: it is told of all of it, and fails by what is grave. */
record Troubles(List<Trouble> all) {

  void tell(Passage host) throws Unobtainable {
    all.stream()
        .filter(trouble -> !trouble.grave())
        .forEach(trouble -> host.warn(trouble.text() + ": " + trouble.remedy()));
    var grave = all.stream().filter(Trouble::grave).toList();
    if (!grave.isEmpty()) {
      throw new Unobtainable(
          grave.stream().map(Trouble::text).collect(Collectors.joining("; ")),
          grave.stream().map(Trouble::remedy).distinct().collect(Collectors.joining("\n")));
    }
  }

  /** For {@code register}. */
  Map<String, Object> values() {
    return Map.of("warnings", all.stream().map(Trouble::text).toList());
  }
}
