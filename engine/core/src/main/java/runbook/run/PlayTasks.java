package runbook.run;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;

/** The tasks of a play with their numbers, by which another run of the play finds them again. */
final class PlayTasks {

  private final List<Task> all = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
  private final int firstHandler;

  PlayTasks(Play play) {
    for (var playElement : play.elements()) {
      switch (playElement) {
        case Task task -> add(task);
        case RollingBlock rollingBlock -> {
          // A gate runs for each host that went through, however far the run got.
          rollingBlock.tasks().forEach(this::add);
          numbers.put(rollingBlock, all.size());
        }
        case Barrier barrier -> numbers.put(barrier, all.size());
      }
    }
    firstHandler = all.size();
    play.handlers().forEach(this::add);
  }

  private void add(Task task) {
    numbers.put(task, all.size());
    all.add(task);
  }

  /** Returns the number of a task; negative for one that has none. */
  int number(Task task) {
    return numbers.getOrDefault(task, -1);
  }

  /** Returns the number of the first task after a barrier or rolling block. */
  int after(Object playElement) {
    return numbers.get(playElement);
  }

  Task task(int number) {
    return all.get(number);
  }

  boolean isHandler(int number) {
    return number >= firstHandler;
  }
}
