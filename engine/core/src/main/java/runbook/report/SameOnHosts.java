package runbook.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds what hosts say of a step until all of them are through it, so that what is the same is said
 * once. Steps are told in the order in which the first host came to them.
 */
final class SameOnHosts {

  /**
   * What a host says of a step.
   *
   * @param lines what is below the first line
   */
  record Said(String what, String text, List<String> lines) {}

  /** What several hosts say. */
  record SaidByHosts(Said said, List<String> hosts) {}

  private static final class StepOfHosts {
    private final Map<Said, List<String>> said = new LinkedHashMap<>();
    private final Set<String> through = new HashSet<>();
  }

  private final Set<String> active = new HashSet<>();
  private final Map<String, StepOfHosts> steps = new LinkedHashMap<>();

  /** Begins a play for its hosts. */
  void begin(List<String> hosts) {
    active.clear();
    active.addAll(hosts);
  }

  /** Keeps what a host says of a step. */
  void say(String step, String host, Said said) {
    of(step).said.computeIfAbsent(said, _ -> new ArrayList<>()).add(host);
  }

  /** Returns what can be told now that a host is through a step, whatever it said. */
  List<SaidByHosts> through(String step, String host) {
    var own = of(step);
    own.through.add(host);
    return own.through.containsAll(active) ? upTo(step) : List.of();
  }

  private StepOfHosts of(String step) {
    return steps.computeIfAbsent(step, _ -> new StepOfHosts());
  }

  /** Returns what can be told now that a host will come to no further step. */
  List<SaidByHosts> left(String host) {
    active.remove(host);
    var last =
        steps.entrySet().stream()
            .filter(step -> step.getValue().through.containsAll(active))
            .map(Map.Entry::getKey)
            .reduce((_, later) -> later);
    return last.map(this::upTo).orElse(List.of());
  }

  /** Ends a step, and those before it, which not all hosts came to. */
  private List<SaidByHosts> upTo(String last) {
    var told = new ArrayList<SaidByHosts>();
    for (var step : List.copyOf(steps.keySet())) {
      steps.remove(step).said.forEach((said, hosts) -> told.add(new SaidByHosts(said, hosts)));
      if (step.equals(last)) {
        break;
      }
    }
    return told;
  }

  /** Returns all that is held. */
  List<SaidByHosts> all() {
    return steps.isEmpty() ? List.of() : upTo("");
  }
}
