package runbook.playbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.text.Position;

/**
 * Where a file is taken in more than once, hosts meet there more than once: each time is told
 * apart.
 */
final class Repeats {

  private final Map<Position, Integer> seen = new HashMap<>();

  private Repeats() {}

  static List<Element> numbered(List<Element> elements) {
    var repeats = new Repeats();
    return elements.stream().map(repeats::numbered).toList();
  }

  private Element numbered(Element element) {
    return switch (element) {
      case Task task -> task;
      case Barrier barrier ->
          new Barrier(
              barrier.at(),
              name(barrier),
              barrier.need(),
              barrier.timeout(),
              barrier.onFailure(),
              barrier.when(),
              barrier.vars(),
              barrier.tags());
      case Rolling rolling ->
          new Rolling(
              rolling.at(),
              name(rolling),
              rolling.maxUnavailable(),
              rolling.gate(),
              rolling.tasks(),
              rolling.tags());
    };
  }

  private String name(Element element) {
    int time = seen.merge(element.at(), 1, Integer::sum);
    return time == 1 ? element.name() : "%s (%d)".formatted(element.name(), time);
  }
}
