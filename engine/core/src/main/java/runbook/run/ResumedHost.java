package runbook.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;

/** Lets a host go on in a play where an earlier run ended. */
final class ResumedHost {

  private final HostInPlay host;
  private final PlayTasks playTasks;
  private final EarlierRun.EarlierHost earlierHost;

  ResumedHost(HostInPlay host) {
    this.host = host;
    this.playTasks = host.playResources().playTasks();
    this.earlierHost = host.earlier();
  }

  /** Registers the results of the earlier run. */
  void restoreResults() {
    earlierHost
        .tasks()
        .forEach((number, ended) -> {
          var task = playTasks.task(number);
          var session = host.hostSession();
          task.settings()
              .register()
              .ifPresent(name -> ended.result().ifPresent(value -> session.register(name, value)));
          ended.variables().forEach(session::register);
          session.pass(task.variables());
        });
  }

  /** Returns the handlers that the earlier run notified and did not run. */
  Set<String> notified() {
    var notified = new LinkedHashSet<String>();
    earlierHost
        .tasks()
        .forEach((number, ended) -> {
          var task = playTasks.task(number);
          if (playTasks.isHandler(number)) {
            notified.remove(task.name());
          }
          if (ended.changed()) {
            task.notifies().forEach(handler -> notified.add(handler.raw()));
          }
        });
    return notified;
  }

  /** Returns those tasks that the earlier run has not ended. */
  List<Task> left(List<Task> tasks) {
    tasks.stream().filter(this::hasEnded).forEach(this::leaveToOthers);
    return tasks.stream().filter(task -> !hasEnded(task)).toList();
  }

  private boolean hasEnded(Task task) {
    return earlierHost.tasks().containsKey(playTasks.number(task));
  }

  /** A task that one host runs for all may still be open, and this host does not run it. */
  private void leaveToOthers(Task task) {
    if (task.settings().delegation().once()) {
      host.coordinator().skipRunOnce(task, host.name());
    }
  }

  /** Reports whether the earlier run ended a task after the barrier; the host need not wait. */
  boolean isPast(Barrier barrier) {
    boolean isPast = hasEndedAfter(barrier);
    if (isPast) {
      host.coordinator().metEarlier(barrier, host.name());
    }
    return isPast;
  }

  /** Reports whether the earlier run ended a task after the block, or the block itself. */
  boolean isPast(RollingBlock rollingBlock) {
    boolean isPast = hasEndedAfter(rollingBlock) || wentThrough(rollingBlock);
    if (isPast) {
      host.coordinator().slots(rollingBlock).passed(host.name());
    }
    return isPast;
  }

  private boolean wentThrough(RollingBlock rollingBlock) {
    return host.playResources().earlierPlay().isThrough(rollingBlock.name(), host.name());
  }

  private boolean hasEndedAfter(PlayElement playElement) {
    int after = playTasks.after(playElement);
    return earlierHost.isFinished()
        || earlierHost.tasks().keySet().stream().anyMatch(number -> number >= after);
  }

  /** Counts a host that has finished the play as there and through everywhere. */
  void passAllWaitPoints() {
    for (var playElement : host.play().elements()) {
      switch (playElement) {
        case Barrier barrier -> isPast(barrier);
        case RollingBlock rollingBlock -> {
          isPast(rollingBlock);
          rollingBlock.tasks().forEach(this::leaveToOthers);
        }
        case Task task -> leaveToOthers(task);
      }
    }
  }
}
