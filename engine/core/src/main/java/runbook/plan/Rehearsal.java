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
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.Scope;

/** Goes through a play for every host without any connection, to find what would go wrong. */
final class Rehearsal {

  /** So many hosts are named in a message. */
  private static final int NAMED = 3;

  private final Preparation preparation;
  private final Problems problems;
  private final Map<Problem, Set<String>> found = new LinkedHashMap<>();
  private final Set<String> delegates = new LinkedHashSet<>();
  private String host = "";

  private Rehearsal(Preparation preparation, Problems problems) {
    this.preparation = preparation;
    this.problems = problems;
  }

  /** Returns the hosts to which tasks are delegated, as far as they are known. */
  static Set<String> of(PlannedPlay planned, Preparation preparation, Problems problems) {
    var rehearsal = new Rehearsal(preparation, problems);
    rehearsal.play(planned);
    return rehearsal.delegates;
  }

  private void play(PlannedPlay planned) {
    for (var next : planned.hosts()) {
      host = next.name();
      host(planned, next.scope());
    }
    found.forEach((problem, hosts) -> problems.add(named(problem, hosts, planned)));
    for (var element : planned.play().elements()) {
      if (element instanceof Barrier barrier) {
        barrier(barrier, planned);
      }
    }
  }

  /** What is wrong for some hosts only says for which. */
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

  private void host(PlannedPlay planned, Scope start) {
    var scope = start;
    for (var element : planned.play().elements()) {
      switch (element) {
        case Task task -> scope = tasks(List.of(task), scope);
        case Rolling rolling -> scope = tasks(rolling.tasks(), tasks(rolling.gate(), scope));
        case Barrier _ -> {}
      }
    }
    // A handler may ask for what another has registered, whichever was called first.
    for (var handler : planned.play().handlers()) {
      scope = PreparedTask.after(handler, scope);
    }
    tasks(planned.play().handlers(), scope);
  }

  /** The variables after these tasks. */
  private Scope tasks(List<Task> tasks, Scope start) {
    var scope = start;
    for (var ahead : preparation.ahead(tasks, start)) {
      switch (ahead.prepared()) {
        case Prepared.Refused(List<Problem> refused) -> found(refused);
        case Prepared.Ready(var calls, var _) ->
            calls.forEach(call -> call.delegate().ifPresent(delegates::add));
        case Prepared.Skipped _ -> {}
      }
      scope = ahead.after();
      result(ahead.task(), scope);
    }
    return scope;
  }

  private void result(Task task, Scope scope) {
    var after = task.scope(scope).with("result", PreparedTask.result(task));
    var inner =
        task.settings().loop().isPresent() ? after.with("item", new Unknown<>("the item")) : after;
    task.conditions().forEach(condition -> judge(condition, inner));
  }

  private void judge(Condition condition, Scope scope) {
    try {
      var _ = preparation.judge(condition, scope);
    } catch (Misfit e) {
      found(e.problems());
    }
  }

  private void barrier(Barrier barrier, PlannedPlay planned) {
    var expected = new ArrayList<PlannedHost>();
    for (var host : planned.hosts()) {
      var scope = host.scope();
      for (var task : planned.play().tasks()) {
        scope = PreparedTask.after(task, scope);
      }
      try {
        var when = preparation.judge(barrier.when(), scope.with(barrier.vars()));
        if (when instanceof Unknown(String why)) {
          unforeseeable(barrier, why);
          return;
        }
        if (when.is(ConditionResult::isTrue)) {
          expected.add(host);
        }
      } catch (Misfit e) {
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
        "which hosts meet at the barrier '%s' must be known before the run, and it depends on %s"
            .formatted(barrier.name(), why),
        "ask for a variable of the inventory");
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
