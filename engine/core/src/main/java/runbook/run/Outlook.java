package runbook.run;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.module.Fact;
import runbook.plan.Prepared;
import runbook.plan.PreparedTask;
import runbook.playbook.Task;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.value.Scope;

/**
 * What the tasks of a stage need to see of their host, as far as it is known: at the beginning, and
 * again when a task has to ask the host anyway and more has become known since.
 */
final class Outlook {

  private final List<Task> tasks;
  private final HostInPlay host;
  private final Supplier<Scope> scope;

  /** What the tasks need from the next one on, for each of them. */
  private List<List<Picture.View>> coming = List.of();

  private int next;
  private boolean outdated;
  private boolean blind;

  Outlook(List<Task> tasks, HostInPlay host, Supplier<Scope> scope) {
    this.tasks = tasks;
    this.host = host;
    this.scope = scope;
  }

  /** Looks at all that is known to be needed, in one go; what was seen before is old news. */
  List<PreparedTask> begin() throws Unreachable, InterruptedException {
    var ahead = ahead(0);
    coming = views(ahead);
    look(picture -> picture.lookAhead(flat(coming), detail(), timeout()));
    return ahead;
  }

  /** The next task has its turn: what it needs is no longer ahead. */
  void advance() throws InterruptedException {
    coming = coming.subList(1, coming.size());
    next++;
    session().enter(host.gathering());
    try {
      session().picture().stillAhead(flat(coming));
    } finally {
      session().leave();
    }
  }

  /** Sees to it that what the task needs is seen, and with it all that the others need. */
  void need(Task task, Prepared prepared) throws Unreachable, InterruptedException {
    var own = views(task, prepared);
    if (blind || own.isEmpty()) {
      return;
    }
    look(picture -> {
      if (!picture.hasSeen(own)) {
        if (outdated) {
          coming = views(ahead(next));
          outdated = false;
          picture.stillAhead(flat(coming));
        }
        var all = Stream.concat(own.stream(), flat(coming).stream()).toList();
        picture.lookAlong(all, detail(), timeout());
      }
    });
  }

  /** More is known of the coming tasks than when they were looked at. */
  void passed(Task task) {
    outdated |= !task.variables().isEmpty();
  }

  private interface Look {
    void at(Picture picture) throws StepFailed, Unreachable, InterruptedException;
  }

  private void look(Look look) throws Unreachable, InterruptedException {
    session().enter(host.gathering());
    try {
      look.at(session().picture());
    } catch (StepFailed e) {
      // A task that needs what could not be seen looks again at its turn, and fails by name.
      blind = true;
      host.listener()
          .on(new Event.Warned(session().name(), "could not look ahead: " + e.getMessage()));
    } finally {
      session().leave();
    }
  }

  private List<PreparedTask> ahead(int from) {
    return host.rig().preparation().ahead(tasks.subList(from, tasks.size()), scope.get());
  }

  private List<List<Picture.View>> views(List<PreparedTask> ahead) {
    return ahead.stream().map(next -> views(next.task(), next.prepared())).toList();
  }

  private List<Picture.View> views(Task task, Prepared prepared) {
    if (!(prepared instanceof Prepared.Ready ready)) {
      return List.of();
    }
    var become = host.become(task);
    return ready.calls().stream()
        .filter(call -> call.delegate().isEmpty())
        .flatMap(call -> facts(call).stream())
        .map(fact -> new Picture.View(become, fact))
        .toList();
  }

  private static List<Fact<?>> facts(Prepared.Call call) {
    return call.module().map(Call::facts).orElse(List.of());
  }

  private static Collection<Picture.View> flat(List<List<Picture.View>> views) {
    return views.stream().flatMap(List::stream).distinct().toList();
  }

  private Session session() {
    return host.session();
  }

  private Fact.Detail detail() {
    return host.options().detail();
  }

  private Duration timeout() {
    return host.options().lookTimeout();
  }
}
