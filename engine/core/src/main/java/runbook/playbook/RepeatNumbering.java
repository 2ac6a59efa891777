package runbook.playbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.text.Position;

/**
 * Numbers the barriers of files that are included more than once, and rolling blocks with the same
 * name, to tell them apart.
 */
final class RepeatNumbering {

  private final Map<Position, Integer> seen = new HashMap<>();
  private final Map<String, Integer> rolling = new HashMap<>();

  private RepeatNumbering() {}

  static List<PlayElement> numbered(List<PlayElement> elements) {
    var repeatNumbering = new RepeatNumbering();
    return elements.stream().map(repeatNumbering::numbered).toList();
  }

  private PlayElement numbered(PlayElement playElement) {
    return switch (playElement) {
      case Task task -> task;
      case Barrier barrier ->
          new Barrier(
              barrier.at(),
              numbered(barrier.name(), seen.merge(barrier.at(), 1, Integer::sum)),
              barrier.need(),
              barrier.timeout(),
              barrier.onFailure(),
              barrier.when(),
              barrier.vars(),
              barrier.tags());
      case RollingBlock rollingBlock ->
          new RollingBlock(
              rollingBlock.at(),
              numbered(rollingBlock.name(), rolling.merge(rollingBlock.name(), 1, Integer::sum)),
              rollingBlock.maxUnavailable(),
              rollingBlock.gate(),
              rollingBlock.tasks(),
              rollingBlock.tags());
    };
  }

  private static String numbered(String name, int time) {
    return time == 1 ? name : "%s (%d)".formatted(name, time);
  }
}
