package runbook.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.knowledge.Unknown;
import runbook.plan.Plan.PlannedPlay;
import runbook.playbook.Barrier;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.VariableScope;

/** Goes through a play for every host without connecting, to find mistakes before the run. */
final class Rehearsal {

  /** The maximum number of hosts to name in a message. */
  private static final int NAMED = 3;

  private final TaskPreparer taskPreparer;
  private final Problems problems;
  private final Map<Problem, Set<String>> found = new LinkedHashMap<>();
  private final Set<String> delegates = new LinkedHashSet<>();
  private String host = "";

  private Rehearsal(TaskPreparer taskPreparer, Problems problems) {
    this.taskPreparer = taskPreparer;
    this.problems = problems;
  }

  /** Returns the hosts that tasks are delegated to, as far as they are known. */
  static Set<String> of(PlannedPlay planned, TaskPreparer taskPreparer, Problems problems) {
    var rehearsal = new Rehearsal(taskPreparer, problems);
    rehearsal.play(planned);
    return rehearsal.delegates;
  }

  private void play(PlannedPlay planned) {
    for (var next : planned.hosts()) {
      host = next.name();
      host(planned, next.variableScope());
    }
    found.forEach((problem, hosts) -> problems.add(named(problem, hosts, planned)));
    for (var playElement : planned.play().elements()) {
      if (playElement instanceof Barrier barrier) {
        barrier(barrier, planned);
      }
    }
  }

  /** Adds the names of the hosts to a problem that does not concern all of them. */
  private static Problem named(Problem problem, Set<String> hosts, PlannedPlay planned) {
    if (hosts.size() == planned.hosts().size()) {
      return problem;
    }
    var some = hosts.stream().limit(NAMED).collect(Collectors.joining(", "));
    var more = hosts.size() > NAMED ? " and %d more".formatted(hosts.size() - NAMED) : "";
    return new Problem(problem.at(), problem.message() + ", for " + some + more, problem.hint());
  }

  private void found(List<Problem> problemsOfHost) {
    problemsOfHost.forEach(p -> found.computeIfAbsent(p, _ -> new LinkedHashSet<>()).add(host));
  }

  private void host(PlannedPlay planned, VariableScope start) {
    var variableScope = start;
    var roleArgumentCheck = new RoleArgumentCheck(taskPreparer);
    for (var playElement : planned.play().elements()) {
      var wrongArguments = new ArrayList<Problem>();
      for (var task : planned.play().with(List.of(playElement)).tasks()) {
        variableScope = roleArgumentCheck.check(task, variableScope, wrongArguments);
      }
      found(wrongArguments);
      switch (playElement) {
        case Task task -> variableScope = tasks(List.of(task), variableScope);
        case RollingBlock rollingBlock ->
            variableScope = tasks(rollingBlock.tasks(), tasks(rollingBlock.gate(), variableScope));
        case Barrier _ -> {}
      }
    }
    // A handler can use results that another handler registers, in any order.
    for (var handler : planned.play().handlers()) {
      variableScope = UpcomingTask.after(handler, variableScope);
    }
    tasks(planned.play().handlers(), variableScope);
  }

  /** Returns the variables after these tasks. */
  private VariableScope tasks(List<Task> tasks, VariableScope start) {
    var variableScope = start;
    for (var ahead : taskPreparer.ahead(tasks, start)) {
      switch (ahead.preparedTask()) {
        case PreparedTask.InvalidTask(List<Problem> refused) -> found(refused);
        case PreparedTask.ReadyTask(var calls, var _) ->
            calls.forEach(preparedCall -> preparedCall.delegate().ifPresent(delegates::add));
        case PreparedTask.SkippedTask _ -> {}
      }
      variableScope = ahead.after();
      result(ahead.task(), variableScope);
    }
    return variableScope;
  }

  private void result(Task task, VariableScope variableScope) {
    var after = task.scope(variableScope).with("result", UpcomingTask.result(task));
    var inner =
        task.settings().loop().isPresent() ? after.with("item", new Unknown<>("the item")) : after;
    task.conditions().forEach(condition -> judge(condition, inner));
  }

  private void judge(Condition condition, VariableScope variableScope) {
    try {
      var _ = taskPreparer.judge(condition, variableScope);
    } catch (InvalidForHost e) {
      found(e.problems());
    }
  }

  private void barrier(Barrier barrier, PlannedPlay planned) {
    var expected = new ArrayList<PlannedHost>();
    for (var host : planned.hosts()) {
      var variableScope = host.variableScope();
      for (var task : planned.play().tasks()) {
        variableScope = UpcomingTask.after(task, variableScope);
      }
      try {
        var when = taskPreparer.judge(barrier.when(), variableScope.with(barrier.vars()));
        if (when instanceof Unknown(String why)) {
          unforeseeable(barrier, why);
          return;
        }
        if (when.is(ConditionResult::isTrue)) {
          expected.add(host);
        }
      } catch (InvalidForHost e) {
        e.problems().forEach(problems::add);
        return;
      }
    }
    int need = barrier.need().of(planned.matched(), expected.size());
    if (!expected.isEmpty() && need > expected.size()) {
      impossible(barrier, planned, need, expected.size());
    }
  }

  private void unforeseeable(Barrier barrier, String why) {
    problems.add(
        barrier.when().expressions().getFirst().at(),
        "the hosts that meet at the barrier '%s' must be known before the run, but depend on %s"
            .formatted(barrier.name(), why),
        "use a variable of the inventory");
  }

  private void impossible(Barrier barrier, PlannedPlay planned, int need, int come) {
    var left =
        come < planned.hosts().size()
            ? "its 'when' leaves %d of %d".formatted(come, planned.hosts().size())
            : planned.hosts().size() < planned.matched()
                ? "--limit leaves %d of %d".formatted(come, planned.matched())
                : "the play has %d".formatted(come);
    problems.add(
        barrier.at(),
        "the barrier '%s' can never open: it needs %d hosts, and %s"
            .formatted(barrier.name(), need, left));
  }
}
