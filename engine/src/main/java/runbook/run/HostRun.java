package runbook.run;

import java.io.Serial;
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
import runbook.playbook.Element;
import runbook.playbook.Escalation;
import runbook.playbook.Play;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.value.Scope;
import runbook.value.Unknown;

/** One host going through a play at its own pace. */
final class HostRun {

  /** How the play ends for a host before its end. */
  private static final class Over extends Exception {
    @Serial private static final long serialVersionUID = 1;
    private final boolean failed;

    Over(String why, boolean failed) {
      super(why);
      this.failed = failed;
    }
  }

  private static final Unknown NOT_YET = new Unknown("the result of a task that has not run yet");

  private final Play play;
  private final PlannedHost host;
  private final Session session;
  private final Gathering gathering;
  private final Preparation preparation;
  private final Options options;
  private final Listener listener;
  private final Set<String> registers;
  private final Set<String> notified = new LinkedHashSet<>();

  HostRun(
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

  /**
   * Runs to the end of the play, or of the host. Returns the handlers that were owed and not run.
   */
  List<String> run() {
    if (!start()) {
      return List.of();
    }
    try {
      session.join(host);
      elements(play.elements());
      handlers();
    } catch (Unreachable e) {
      listener.on(new Event.HostLost(host.name(), e.getMessage(), e.hint()));
      leave("unreachable");
    } catch (Over e) {
      if (!e.failed) {
        listener.on(new Event.HostStopped(host.name(), e.getMessage()));
      }
      leave(e.failed ? "failed" : "stopped");
    } catch (InterruptedException e) {
      listener.on(new Event.HostStopped(host.name(), "interrupted"));
      leave("interrupted");
    } finally {
      gathering.rest();
    }
    return List.copyOf(notified);
  }

  private boolean start() {
    try {
      gathering.work();
      return true;
    } catch (InterruptedException e) {
      listener.on(new Event.HostStopped(host.name(), "interrupted"));
      leave("interrupted");
      return false;
    }
  }

  private void leave(String why) {
    session.end(why);
    gathering.gone(host.name(), why);
  }

  private void elements(List<Element> elements) throws Over, Unreachable, InterruptedException {
    var stage = new ArrayList<Task>();
    for (var element : elements) {
      switch (element) {
        case Task task -> stage.add(task);
        case Barrier barrier -> {
          stage(stage);
          meet(barrier);
        }
        case Rolling rolling -> {
          stage(stage);
          roll(rolling);
        }
      }
    }
    stage(stage);
  }

  private void meet(Barrier barrier) throws Over, InterruptedException {
    if (gathering.expects(barrier, host.name()) && !gathering.meet(barrier, host.name())) {
      throw new Over("the barrier '" + barrier.name() + "' did not open", false);
    }
  }

  private void roll(Rolling rolling) throws Over, Unreachable, InterruptedException {
    var slots = gathering.slots(rolling);
    var entry = gathering.enter(slots, host.name());
    if (entry == Slots.Entry.GATE) {
      gate(rolling, slots);
      slots.opened();
      entry = gathering.enter(slots, host.name());
    }
    if (entry == Slots.Entry.CLOSED) {
      throw new Over("'" + rolling.name() + "' takes no further host: " + slots.whyClosed(), false);
    }
    stage(new ArrayList<>(rolling.tasks()));
    gate(rolling, slots);
    slots.leave(host.name());
  }

  private void gate(Rolling rolling, Slots slots) throws Over, Unreachable, InterruptedException {
    try {
      stage(new ArrayList<>(rolling.gate()));
    } catch (Over e) {
      slots.gateFailed(host.name());
      throw e;
    }
  }

  /** Handlers run in the order they are written, and again for those that handlers call. */
  private void handlers() throws Over, Unreachable, InterruptedException {
    while (!notified.isEmpty()) {
      var due = new LinkedHashSet<>(notified);
      for (var handler : play.handlers()) {
        if (due.contains(handler.name())) {
          stage(new ArrayList<>(List.of(handler)));
          notified.remove(handler.name());
        }
      }
    }
  }

  /** Tasks between two points where hosts meet: what they need to see is looked at in one go. */
  private void stage(List<Task> tasks) throws Over, Unreachable, InterruptedException {
    var views = new ArrayList<List<Picture.View>>();
    for (var task : tasks) {
      views.add(views(task));
    }
    if (!views.stream().allMatch(List::isEmpty)) {
      lookAhead(flatten(views));
    }
    for (int i = 0; i < tasks.size(); i++) {
      checkStopped();
      session.picture().stillAhead(flatten(views.subList(i + 1, views.size())));
      task(tasks.get(i));
    }
    tasks.clear();
  }

  private void lookAhead(List<Picture.View> views) throws Over, Unreachable, InterruptedException {
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
    var views = new ArrayList<Picture.View>();
    for (var call : ready.calls()) {
      if (call.decision() instanceof Prepared.Decision.Run(var module)) {
        for (var fact : Call.facts(module)) {
          views.add(new Picture.View(become(task), fact));
        }
      }
    }
    return views;
  }

  private void task(Task task) throws Over, Unreachable, InterruptedException {
    var manner = new Target.Manner(become(task), detail(), task.timeout());
    var run = new TaskRun(task, session, preparation, manner, options.check(), listener);
    var ending = run.run(preparation.prepare(task, scope()));
    task.register().ifPresent(variable -> session.register(variable, ending.result()));
    if (ending.changed()) {
      task.notifies().forEach(handler -> notified.add(handler.raw()));
    }
    if (ending.failed()) {
      throw new Over("'" + task.name() + "' failed", true);
    }
  }

  private void checkStopped() throws Over, InterruptedException {
    gathering.checkHalt();
    var aborted = gathering.aborted();
    if (aborted.isPresent()) {
      throw new Over(aborted.get(), false);
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
    Escalation how = task.become().within(play.become()).within(host.become());
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
