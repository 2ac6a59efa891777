package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.Become;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Listener;
import runbook.module.Fact;
import runbook.plan.PlannedHost;
import runbook.plan.Preparation;
import runbook.plan.Prepared;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.value.Scope;
import runbook.value.Unknown;

/**
 * Runs tasks between two points where hosts meet. What they need to see, as far as it is known
 * beforehand, is looked at in one go.
 */
final class Stage {

  private static final Unknown NOT_YET = new Unknown("the result of a task that has not run yet");

  private final Play play;
  private final PlannedHost host;
  private final Session session;
  private final Gathering gathering;
  private final Preparation preparation;
  private final Options options;
  private final Listener listener;
  private final Set<String> registers;

  Stage(
      Play play,
      PlannedHost host,
      Session session,
      Gathering gathering,
      Preparation preparation,
      Options options,
      Listener listener) {
    this.play = play;
    this.host = host;
    this.session = session;
    this.gathering = gathering;
    this.preparation = preparation;
    this.options = options;
    this.listener = listener;
    this.registers = registers(play);
  }

  /** Runs the tasks; the handlers that changes call are added to the given ones. */
  void run(List<Task> tasks, Set<String> notified) throws Over, Unreachable, InterruptedException {
    var views = new ArrayList<List<Picture.View>>();
    for (var task : tasks) {
      views.add(views(task));
    }
    lookAhead(flatten(views));
    for (int i = 0; i < tasks.size(); i++) {
      checkStopped();
      session.picture().stillAhead(flatten(views.subList(i + 1, views.size())));
      task(tasks.get(i), notified);
    }
  }

  private void lookAhead(List<Picture.View> views) throws Unreachable, InterruptedException {
    try {
      session.picture().lookAhead(views, detail(), options.lookTimeout());
    } catch (StepFailed e) {
      // A task that needs what could not be seen looks again at its turn, and fails by name.
      listener.on(new Event.Warned(host.name(), "could not look ahead: " + e.getMessage()));
    }
  }

  private List<Picture.View> views(Task task) {
    if (!(preparation.prepare(task, scope()) instanceof Prepared.Ready ready)) {
      return List.of();
    }
    var become = become(task);
    return ready.calls().stream()
        .flatMap(call -> facts(call).stream())
        .map(fact -> new Picture.View(become, fact))
        .toList();
  }

  private static List<Fact<?>> facts(Prepared.Call call) {
    return call.decision() instanceof Prepared.Decision.Run(var module)
        ? Call.facts(module)
        : List.of();
  }

  private void task(Task task, Set<String> notified)
      throws Over, Unreachable, InterruptedException {
    var manner = new Target.Manner(become(task), detail(), task.timeout());
    var run = new TaskRun(task, session, gathering, preparation, manner, options.check(), listener);
    var ending = run.run(preparation.prepare(task, scope()));
    task.register().ifPresent(variable -> session.register(variable, ending.result()));
    if (ending.changed()) {
      task.notifies().forEach(handler -> notified.add(handler.raw()));
    }
    if (ending.failed()) {
      throw Over.failed("'" + task.name() + "' failed");
    }
  }

  private void checkStopped() throws Over, InterruptedException {
    gathering.checkHalt();
    var aborted = gathering.aborted();
    if (aborted.isPresent()) {
      throw Over.stopped(aborted.get());
    }
  }

  private Fact.Detail detail() {
    return options.texts() ? Fact.Detail.TEXT : Fact.Detail.STATE;
  }

  /** The variables now; what has not been registered yet is unknown, not undefined. */
  private Scope scope() {
    var scope = session.scope(host);
    for (var variable : registers) {
      if (!session.hasRegistered(variable)) {
        scope = scope.with(variable, NOT_YET);
      }
    }
    return scope;
  }

  private static Set<String> registers(Play play) {
    var tasks = new ArrayList<>(play.handlers());
    for (var element : play.elements()) {
      switch (element) {
        case Task task -> tasks.add(task);
        case Rolling rolling -> {
          tasks.addAll(rolling.gate());
          tasks.addAll(rolling.tasks());
        }
        case Barrier barrier -> {}
      }
    }
    return tasks.stream()
        .flatMap(task -> task.register().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Optional<Become> become(Task task) {
    var how = task.become().within(play.become()).within(host.become());
    if (!how.become().orElse(false)) {
      return Optional.empty();
    }
    var user = how.user().orElse("root");
    if (user.equals(session.target().greeting().get("user"))) {
      return Optional.empty();
    }
    var method = Become.Method.valueOf(how.method().orElse("sudo").toUpperCase(Locale.ROOT));
    return Optional.of(new Become(method, user, host.becomePassword()));
  }

  private static List<Picture.View> flatten(List<List<Picture.View>> views) {
    return views.stream().flatMap(List::stream).distinct().toList();
  }
}
