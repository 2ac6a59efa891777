package runbook.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Want;
import runbook.plan.PreparedTask;
import runbook.plan.UpcomingTask;
import runbook.playbook.Task;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.text.TraceText;
import runbook.value.VariableScope;

/**
 * Reads the facts that the tasks of a stage need, as far as these are known in advance: at the
 * start, and again when a task must query the host anyway and more has become known. Until a host
 * changes something, it also reads what later stages need, so that they need not ask again.
 */
final class LookAhead {

  /** A limit for facts of later stages: a request with very many is sent in parts. */
  private static final int MOST_FACTS = 300;

  private final List<Task> tasks;
  private final List<Task> later;
  private final HostInPlay host;
  private final Supplier<VariableScope> scope;

  /** The facts of each task from the next one on; the last element holds those of handlers. */
  private List<TaskFacts> coming = List.of();

  /** The facts of the current task if it has several calls: later ones need them. */
  private List<TaskFacts> current = List.of();

  private List<UpcomingTask> upcoming = List.of();
  private int upcomingFrom;
  private int next;
  private boolean outdated;
  private boolean blind;

  /**
   * Creates it for a stage.
   *
   * @param later the tasks of later stages
   */
  LookAhead(List<Task> tasks, List<Task> later, HostInPlay host, Supplier<VariableScope> scope) {
    this.tasks = tasks;
    this.later = later;
    this.host = host;
    this.scope = scope;
  }

  private record TaskFacts(List<HostStateCache.FactView> views, boolean severalCalls) {}

  /**
   * Begins with what is known from earlier stages, if no host has acted since and it shows that
   * there is nothing to do; reads only what is not known.
   *
   * @return whether it did
   */
  boolean beginWithKnown() throws Unreachable, InterruptedException {
    return look(hostStateCache -> {
      if (!mayKeep() || !hostStateCache.isCurrent()) {
        return false;
      }
      var ahead = outlook(0, hostStateCache);
      if (new TasksConvergedCheck(host).isAnyOpen(ahead)) {
        return false;
      }
      coming = withHandlers(facts(ahead));
      var views = flat(coming);
      hostStateCache.stillAhead(views);
      lookAtUnseen(hostStateCache, views, ahead);
      return true;
    });
  }

  /** Reads, in one request, all facts known to be needed, and forgets earlier readings. */
  void begin() throws Unreachable, InterruptedException {
    coming = withHandlers(facts(ahead(0)));
    look(this::readAnew);
  }

  /** Begins in the same way, but sends changes in the same request if they can be predicted. */
  void begin(StagePredictor stagePredictor) throws Unreachable, InterruptedException {
    coming = withHandlers(facts(ahead(0)));
    look(hostStateCache ->
        stagePredictor.begin(hostStateCache, flat(coming)) || readAnew(hostStateCache));
  }

  private boolean readAnew(HostStateCache hostStateCache)
      throws StepFailed, Unreachable, InterruptedException {
    var views = flat(coming);
    hostStateCache.lookAhead(views, later(views, upcoming), detail(), timeout());
    return true;
  }

  private void lookAtUnseen(
      HostStateCache hostStateCache,
      Collection<HostStateCache.FactView> views,
      List<UpcomingTask> ahead)
      throws StepFailed, Unreachable, InterruptedException {
    if (!hostStateCache.hasSeen(views)) {
      var all = Stream.concat(views.stream(), later(views, ahead).stream()).toList();
      hostStateCache.lookAtUnseen(all, detail(), timeout());
    }
  }

  /** Returns the facts of later stages, as far as they need no request of their own. */
  private List<HostStateCache.FactView> later(
      Collection<HostStateCache.FactView> views, List<UpcomingTask> ahead) {
    if (!mayKeep() || later.isEmpty() || session().performedActions().haveChanged()) {
      return List.of();
    }
    var users = views.stream().map(HostStateCache.FactView::become).distinct().toList();
    return host.playResources().taskPreparer().ahead(later, ahead.getLast().after()).stream()
        .flatMap(task -> views(task.task(), task.preparedTask(), LookAhead::looks).stream())
        .filter(view -> users.contains(view.become()))
        .distinct()
        .limit(Math.max(0, MOST_FACTS - views.size()))
        .toList();
  }

  /** With --step-by-step each stage reads what it needs. */
  private boolean mayKeep() {
    return !host.options().stepByStep();
  }

  /** Reports whether it only looks: a condition of a command is a command of the user. */
  private static boolean looks(Module module) {
    return module.wants().stream().noneMatch(Want.Perform.class::isInstance);
  }

  /**
   * Moves on to the next task; its facts no longer count as needed later, unless it has several
   * calls.
   */
  void advance() throws InterruptedException {
    current = coming.stream().limit(1).filter(TaskFacts::severalCalls).toList();
    coming = coming.subList(1, coming.size());
    next++;
    session().waitForTurn(host.coordinator());
    try {
      session().stateCache().stillAhead(stillAhead(number()));
    } finally {
      session().endTurn();
    }
  }

  /** Reads the facts the task needs, together with all facts later tasks need. */
  void ensureSeen(Task task, PreparedTask preparedTask) throws Unreachable, InterruptedException {
    var own = views(task, preparedTask);
    if (blind || own.isEmpty()) {
      return;
    }
    look(hostStateCache -> {
      if (!hostStateCache.hasSeen(own)) {
        var ahead = outlook(next, hostStateCache);
        coming = withHandlers(facts(ahead));
        hostStateCache.stillAhead(stillAhead(number()));
        var all = Stream.concat(own.stream(), flat(coming).stream()).toList();
        lookAtUnseen(hostStateCache, all, ahead);
      }
      return true;
    });
  }

  /**
   * Marks the facts to read as outdated if the task set variables, because these may decide what
   * later tasks need.
   */
  void passed(Task task) {
    outdated |= !task.variables().isEmpty();
  }

  private interface Look {
    boolean at(HostStateCache hostStateCache) throws StepFailed, Unreachable, InterruptedException;
  }

  private boolean look(Look look) throws Unreachable, InterruptedException {
    session().waitForTurn(host.coordinator());
    long began = host.begin(Event.Activity.READING, "the state of the host");
    try {
      return look.at(session().stateCache());
    } catch (StepFailed | RuntimeException | StackOverflowError e) {
      // A task whose facts could not be read tries again in its turn; if it fails, the error names
      // the task.
      blind = true;
      host.listener()
          .on(
              new Event.Warned(
                  session().name(),
                  "could not read facts in advance: "
                      + (e instanceof StepFailed ? e.getMessage() : TraceText.brief(e))));
      return true;
    } finally {
      session().endTurn();
      host.spent(Event.Activity.READING, "the state of the host", began);
    }
  }

  private List<UpcomingTask> ahead(int from) {
    upcoming =
        host.playResources().taskPreparer().ahead(tasks.subList(from, tasks.size()), scope.get());
    upcomingFrom = from;
    outdated = false;
    return upcoming;
  }

  /** Returns the tasks with foreseen results, which a prediction of changes must not rely on. */
  private List<UpcomingTask> outlook(int from, HostStateCache hostStateCache)
      throws InterruptedException {
    var foreseenResults = new ForeseenResults(host, hostStateCache);
    var ahead = foreseenResults.of(tasks.subList(from, tasks.size()), scope.get());
    if (!foreseenResults.hasForeseen()) {
      upcoming = ahead;
      upcomingFrom = from;
      outdated = false;
    }
    return ahead;
  }

  /** Returns the number of the current task in the stage. */
  int number() {
    return next - 1;
  }

  /** Returns the facts that later calls of a task and the tasks after it need. */
  Collection<HostStateCache.FactView> stillAhead(int task) {
    var needed = Stream.concat(current.stream(), coming.stream()).toList();
    int from = Math.min(task - number() + current.size(), needed.size());
    var own = needed.subList(Math.max(0, from - 1), from).stream().filter(TaskFacts::severalCalls);
    return flat(Stream.concat(own, needed.subList(from, needed.size()).stream()).toList());
  }

  /** Returns a task and those after it, prepared as far as they are known. */
  List<UpcomingTask> coming(int from) {
    if (outdated || upcomingFrom > from) {
      ahead(from);
    }
    return upcoming.subList(from - upcomingFrom, upcoming.size());
  }

  private List<TaskFacts> facts(List<UpcomingTask> ahead) {
    return ahead.stream()
        .map(coming ->
            new TaskFacts(
                views(coming.task(), coming.preparedTask()),
                coming.preparedTask() instanceof PreparedTask.ReadyTask(var calls, boolean _)
                    && calls.size() > 1))
        .toList();
  }

  /**
   * Adds the facts of handlers that the tasks may notify: they run soon after and read mostly the
   * same facts.
   */
  private List<TaskFacts> withHandlers(List<TaskFacts> taskFacts) {
    var notified =
        tasks.stream()
            .flatMap(task -> task.notifies().stream())
            .map(handler -> handler.raw())
            .collect(Collectors.toSet());
    var handlers =
        host.play().handlers().stream()
            .filter(handler -> notified.contains(handler.name()))
            .filter(handler -> host.become(handler).equals(host.become(tasks.getFirst())))
            .toList();
    var all = new ArrayList<>(taskFacts);
    var later = facts(host.playResources().taskPreparer().ahead(handlers, scope.get()));
    all.add(new TaskFacts(List.copyOf(flat(later)), false));
    return all;
  }

  private List<HostStateCache.FactView> views(Task task, PreparedTask preparedTask) {
    return views(task, preparedTask, module -> true);
  }

  private List<HostStateCache.FactView> views(
      Task task, PreparedTask preparedTask, Predicate<Module> read) {
    if (!(preparedTask instanceof PreparedTask.ReadyTask readyTask)) {
      return List.of();
    }
    var become = host.become(task);
    return readyTask.calls().stream()
        .filter(preparedCall -> preparedCall.delegate().isEmpty())
        .flatMap(preparedCall -> preparedCall.module().filter(read).stream())
        .flatMap(module -> HostStateCache.views(facts(module), become).stream())
        .toList();
  }

  private static List<Fact<?>> facts(Module module) {
    try {
      return ModuleCall.facts(module);
    } catch (RuntimeException | StackOverflowError e) {
      // The task fails under its own name in its turn.
      return List.of();
    }
  }

  private static Collection<HostStateCache.FactView> flat(List<TaskFacts> taskFacts) {
    return taskFacts.stream().flatMap(facts -> facts.views().stream()).distinct().toList();
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
