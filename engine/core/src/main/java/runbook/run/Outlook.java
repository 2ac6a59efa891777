package runbook.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.knowledge.Unknown;
import runbook.module.Fact;
import runbook.plan.Prepared;
import runbook.playbook.Play;
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
  private final Play play;
  private final Place place;
  private final Rig rig;
  private final Supplier<Scope> scope;
  private final Unknown<?> notYet;

  /** What the tasks need from the next one on, for each of them. */
  private List<List<Picture.View>> coming = List.of();

  private int next;
  private boolean outdated;
  private boolean blind;

  Outlook(
      List<Task> tasks, Play play, Place place, Rig rig, Supplier<Scope> scope, Unknown<?> notYet) {
    this.tasks = tasks;
    this.play = play;
    this.place = place;
    this.rig = rig;
    this.scope = scope;
    this.notYet = notYet;
  }

  /** Looks at all that is known to be needed, in one go; what was seen before is old news. */
  void begin() throws Unreachable, InterruptedException {
    coming = views(0);
    look(picture -> picture.lookAhead(flat(coming), detail(), timeout()));
  }

  /** The next task has its turn: what it needs is no longer ahead. */
  void advance() throws InterruptedException {
    coming = coming.subList(1, coming.size());
    next++;
    session().enter(rig.gathering());
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
          coming = views(next);
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
    session().enter(rig.gathering());
    try {
      look.at(session().picture());
    } catch (StepFailed e) {
      // A task that needs what could not be seen looks again at its turn, and fails by name.
      blind = true;
      rig.listener()
          .on(new Event.Warned(session().name(), "could not look ahead: " + e.getMessage()));
    } finally {
      session().leave();
    }
  }

  private List<List<Picture.View>> views(int from) {
    var views = new ArrayList<List<Picture.View>>();
    var then = scope.get();
    for (var task : tasks.subList(from, tasks.size())) {
      views.add(views(task, rig.preparation().prepare(task, then)));
      for (var variable : task.variables()) {
        then = then.with(variable, notYet);
      }
    }
    return views;
  }

  private List<Picture.View> views(Task task, Prepared prepared) {
    if (!(prepared instanceof Prepared.Ready ready)) {
      return List.of();
    }
    var become = place.become(task, play, false);
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
    return place.session();
  }

  private Fact.Detail detail() {
    return rig.options().detail();
  }

  private Duration timeout() {
    return rig.options().lookTimeout();
  }
}
