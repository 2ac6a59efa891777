package runbook.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.module.Change;
import runbook.plan.PreparedTask;
import runbook.plan.UpcomingTask;
import runbook.playbook.Task;
import runbook.step.ChangePlanner;
import runbook.step.ChangePredictor;
import runbook.step.HostStateCache;
import runbook.step.KnownStateCheck;
import runbook.step.StateTransition;
import runbook.step.StepFailed;
import runbook.step.Target;

/**
 * Predicts the changes of the coming tasks of a stage, so that the host can carry them out in one
 * request. A prediction ends where a task depends on something that only the host can tell.
 */
final class StagePredictor implements ChangePlanner {

  private final HostInPlay host;
  private final LookAhead lookAhead;
  private final OwedWork owedWork;

  StagePredictor(HostInPlay host, LookAhead lookAhead, OwedWork owedWork) {
    this.host = host;
    this.lookAhead = lookAhead;
    this.owedWork = owedWork;
  }

  /**
   * Returns whether steps can be predicted: not in check mode, not with --step-by-step, and not if
   * tasks are delegated, because other hosts may then change this one between its steps.
   */
  static boolean isPossible(HostInPlay host) {
    return !host.options().check() && !host.options().stepByStep() && !host.play().delegates();
  }

  @Override
  public Optional<List<Change>> beforeChanges(
      HostStateCache known, List<StateTransition<?>> transitions) throws InterruptedException {
    var target = host.hostSession().target();
    // What earlier runs have left decides which tasks are skipped.
    if (!target.isAhead() && !owedWork.isOwed()) {
      var prediction = new ChangePredictor(known);
      predict(prediction, lookAhead.number(), true);
      target.predict(prediction.predicted());
    }
    return target
        .next()
        .filter(coming -> coming.transitions().equals(transitions))
        .map(coming -> coming.changes());
  }

  /**
   * Begins a stage with the changes predicted from what was known before it. The host first checks
   * that all of this is still true.
   *
   * @return whether the facts are now known; false if nothing was sent
   */
  boolean begin(HostStateCache known, Collection<HostStateCache.FactView> views)
      throws StepFailed, Unreachable, InterruptedException {
    if (views.isEmpty() || owedWork.isOwed()) {
      return false;
    }
    var targetOptions = targetOptions(lookAhead.coming(0).getFirst().task());
    var knownStateCheck = new KnownStateCheck(known);
    var check = knownStateCheck.of(views, targetOptions);
    if (check.isEmpty()) {
      return false;
    }
    var prediction = new ChangePredictor(known);
    predict(prediction, 0, false);
    if (prediction.predicted().isEmpty()) {
      return false;
    }
    var all = new ArrayList<>(List.of(check.get()));
    all.addAll(prediction.predicted());
    var target = host.hostSession().target();
    target.predict(all);
    knownStateCheck.carryOut(check.get(), views, target);
    return true;
  }

  private void predict(ChangePredictor prediction, int from, boolean hasBegun)
      throws InterruptedException {
    int number = from;
    var coming = lookAhead.coming(from);
    var first = targetOptions(coming.getFirst().task());
    for (var upcomingTask : coming) {
      var task = upcomingTask.task();
      prediction.beginTask(lookAhead.stillAhead(number));
      if (dependsOnResult(task)) {
        // Its conditions may make it fail, and the host would go on.
        if (hasBegun && number == from) {
          predictFirst(prediction, number, upcomingTask);
        }
        return;
      }
      if (!targetOptions(task).sharesRequest(first) || !predict(prediction, number, upcomingTask)) {
        return;
      }
      prediction.endTask();
      number++;
    }
  }

  private static boolean dependsOnResult(Task task) {
    var rules = task.settings().rules();
    return rules.failed().isPresent()
        || rules.changed().filter(rule -> !rule.isConstant()).isPresent();
  }

  /** Predicts calls until the first one that changes something. */
  private void predictFirst(ChangePredictor prediction, int number, UpcomingTask upcomingTask)
      throws InterruptedException {
    if (upcomingTask.preparedTask() instanceof PreparedTask.ReadyTask(var calls, boolean _)) {
      for (var preparedCall : calls) {
        if (!prediction.predicted().isEmpty()
            || !predict(prediction, number, upcomingTask.task(), preparedCall)) {
          return;
        }
      }
    }
  }

  private boolean predict(ChangePredictor prediction, int number, UpcomingTask upcomingTask)
      throws InterruptedException {
    var settings = upcomingTask.task().settings();
    if (settings.repetition().isPresent()
        || settings.delegation().once()
        || settings.delegation().delegate().isPresent()) {
      return false;
    }
    return switch (upcomingTask.preparedTask()) {
      case PreparedTask.SkippedTask(_, boolean isCertain) -> isCertain;
      case PreparedTask.InvalidTask _ -> false;
      case PreparedTask.ReadyTask(var calls, boolean _) -> {
        for (var preparedCall : calls) {
          if (!predict(prediction, number, upcomingTask.task(), preparedCall)) {
            yield false;
          }
        }
        yield true;
      }
    };
  }

  private boolean predict(
      ChangePredictor prediction, int number, Task task, PreparedTask.PreparedCall preparedCall)
      throws InterruptedException {
    if (preparedCall.isSkipped()) {
      return true;
    }
    return preparedCall.module().isPresent()
        && !prediction.isFull()
        && prediction.call(
            number,
            preparedCall.module().get(),
            host.targetOptions(
                task, host.become(task), OutputRule.of(task, preparedCall.secretUse())));
  }

  private Target.TargetOptions targetOptions(Task task) {
    return host.targetOptions(task, host.become(task));
  }
}
