package runbook.run;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.module.Fact;
import runbook.plan.PreparedTask;
import runbook.plan.UpcomingTask;
import runbook.playbook.Task;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.value.VariableScope;

/**
 * What the tasks of a stage need to see of their host, as far as it is known: at the beginning, and
 * again when a task has to ask the host anyway and more has become known since.
 */
final class LookAhead {

  private final List<Task> tasks;
  private final HostInPlay host;
  private final Supplier<VariableScope> scope;

  /** What the tasks need from the next one on, for each of them. */
  private List<List<HostStateCache.FactView>> coming = List.of();

  private int next;
  private boolean outdated;
  private boolean blind;

  LookAhead(List<Task> tasks, HostInPlay host, Supplier<VariableScope> scope) {
    this.tasks = tasks;
    this.host = host;
    this.scope = scope;
  }

  /** Looks at all that is known to be needed, in one go; what was seen before is old news. */
  List<UpcomingTask> begin() throws Unreachable, InterruptedException {
    var ahead = ahead(0);
    coming = views(ahead);
    look(hostStateCache -> hostStateCache.lookAhead(flat(coming), detail(), timeout()));
    return ahead;
  }

  /** The next task has its turn: what it needs is no longer ahead. */
  void advance() throws InterruptedException {
    coming = coming.subList(1, coming.size());
    next++;
    session().waitForTurn(host.gathering());
    try {
      session().picture().stillAhead(flat(coming));
    } finally {
      session().endTurn();
    }
  }

  /** Sees to it that what the task needs is seen, and with it all that the others need. */
  void ensureSeen(Task task, PreparedTask preparedTask) throws Unreachable, InterruptedException {
    var own = views(task, preparedTask);
    if (blind || own.isEmpty()) {
      return;
    }
    look(hostStateCache -> {
      if (!hostStateCache.hasSeen(own)) {
        if (outdated) {
          coming = views(ahead(next));
          outdated = false;
          hostStateCache.stillAhead(flat(coming));
        }
        var all = Stream.concat(own.stream(), flat(coming).stream()).toList();
        hostStateCache.lookAtUnseen(all, detail(), timeout());
      }
    });
  }

  /** More is known of the coming tasks than when they were looked at. */
  void passed(Task task) {
    outdated |= !task.variables().isEmpty();
  }

  private interface Look {
    void at(HostStateCache hostStateCache) throws StepFailed, Unreachable, InterruptedException;
  }

  private void look(Look look) throws Unreachable, InterruptedException {
    session().waitForTurn(host.gathering());
    try {
      look.at(session().picture());
    } catch (StepFailed e) {
      // A task that needs what could not be seen looks again at its turn, and fails by name.
      blind = true;
      host.listener()
          .on(new Event.Warned(session().name(), "could not look ahead: " + e.getMessage()));
    } finally {
      session().endTurn();
    }
  }

  private List<UpcomingTask> ahead(int from) {
    return host.playResources()
        .taskPreparer()
        .ahead(tasks.subList(from, tasks.size()), scope.get());
  }

  private List<List<HostStateCache.FactView>> views(List<UpcomingTask> ahead) {
    return ahead.stream().map(next -> views(next.task(), next.preparedTask())).toList();
  }

  private List<HostStateCache.FactView> views(Task task, PreparedTask preparedTask) {
    if (!(preparedTask instanceof PreparedTask.ReadyTask readyTask)) {
      return List.of();
    }
    var become = host.become(task);
    return readyTask.calls().stream()
        .filter(preparedCall -> preparedCall.delegate().isEmpty())
        .flatMap(preparedCall -> facts(preparedCall).stream())
        .map(fact -> new HostStateCache.FactView(become, fact))
        .toList();
  }

  private static List<Fact<?>> facts(PreparedTask.PreparedCall preparedCall) {
    return preparedCall.module().map(ModuleCall::facts).orElse(List.of());
  }

  private static Collection<HostStateCache.FactView> flat(
      List<List<HostStateCache.FactView>> views) {
    return views.stream().flatMap(List::stream).distinct().toList();
  }

  private HostSession session() {
    return host.hostSession();
  }

  private Fact.Detail detail() {
    return host.options().detail();
  }

  private Duration timeout() {
    return host.options().lookTimeout();
  }
}
