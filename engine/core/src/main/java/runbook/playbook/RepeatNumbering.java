package runbook.playbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runbook.text.Position;

/** Numbers the barriers of files that are included more than once, to tell them apart. */
final class RepeatNumbering {

  private final Map<Position, Integer> seen = new HashMap<>();

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
              name(barrier),
              barrier.need(),
              barrier.timeout(),
              barrier.onFailure(),
              barrier.when(),
              barrier.vars(),
              barrier.tags());
      case RollingBlock rollingBlock ->
          new RollingBlock(
              rollingBlock.at(),
              name(rollingBlock),
              rollingBlock.maxUnavailable(),
              rollingBlock.gate(),
              rollingBlock.tasks(),
              rollingBlock.tags());
    };
  }

  private String name(PlayElement playElement) {
    int time = seen.merge(playElement.at(), 1, Integer::sum);
    return time == 1 ? playElement.name() : "%s (%d)".formatted(playElement.name(), time);
  }
}
