package runbook.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.Endpoint;
import runbook.connection.Unreachable;
import runbook.event.Listener;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.plan.Misfit;
import runbook.plan.Plan;
import runbook.plan.PlannedHost;
import runbook.plan.Preparation;
import runbook.plan.Prepared;
import runbook.playbook.Barrier;
import runbook.playbook.Element;
import runbook.playbook.Errand;
import runbook.playbook.Escalation;
import runbook.playbook.Handed;
import runbook.playbook.Home;
import runbook.playbook.Play;
import runbook.playbook.Repetition;
import runbook.playbook.ResultRules;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.playbook.TaskSettings;
import runbook.step.Target;
import runbook.testkit.FakeHost;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.Conditions;
import runbook.value.Scope;
import runbook.yaml.Node;

/** Plays of tests, built without any YAML: a task is a name and the module it comes to. */
final class Plays implements Preparation {

  private static final Source SOURCE = new Source("site.yml", "");

  private final Map<String, Module> modules = new HashMap<>();
  private final Map<String, String> needs = new HashMap<>();
  private final Map<String, FakeHost> hosts = new HashMap<>();
  private final Set<String> bystanders = new HashSet<>();
  private final List<Element> elements = new ArrayList<>();
  private final List<Task> handlers = new ArrayList<>();
  private int line = 1;

  Plays host(String name, FakeHost host) {
    hosts.put(name, host);
    return this;
  }

  Task task(String name, Module module, String... notifies) {
    modules.put(name, module);
    var at = SOURCE.at(++line, 3);
    var calls = new ArrayList<Node.Scalar>();
    for (var handler : notifies) {
      calls.add(new Node.Scalar(at, handler, handler, true, false));
    }
    return new Task(
        at,
        name,
        new Node.Scalar(at, "module", "module", true, false),
        new Node.Mapping(at, List.of()),
        Set.of(),
        calls,
        Handed.at(Home.of(Path.of(""))),
        settings(Optional.empty(), Optional.empty(), Errand.OWN));
  }

  private static TaskSettings settings(
      Optional<String> register, Optional<Repetition> repetition, Errand errand) {
    return new TaskSettings(
        Optional.empty(),
        Optional.empty(),
        register,
        ResultRules.NONE,
        false,
        false,
        Duration.ofSeconds(10),
        repetition,
        errand);
  }

  /** The task, tried again without a pause. */
  static Task until(Task task, String condition, int retries) {
    return until(task, condition, retries, Duration.ZERO);
  }

  static Task until(Task task, String condition, int retries, Duration delay) {
    var until = Optional.of(condition).filter(c -> !c.isEmpty()).map(c -> condition(task, c));
    var repetition = Optional.of(new Repetition(until, retries, delay));
    var settings = task.settings();
    return with(task, settings(settings.register(), repetition, settings.errand()));
  }

  static Task when(String condition, Task task) {
    var when = condition(task, condition);
    var outer = task.inherited();
    var inherited =
        new Handed(
            outer.home(), when, outer.vars(), outer.become(), outer.tags(), outer.handlers());
    return with(task, inherited, task.settings());
  }

  static Task register(String variable, Task task) {
    var settings = task.settings();
    return with(task, settings(Optional.of(variable), settings.repetition(), settings.errand()));
  }

  /** The task cannot be made ready before the variable is known. */
  Task needing(String variable, Task task) {
    needs.put(task.name(), variable);
    return task;
  }

  static Task once(Task task) {
    var errand = new Errand(true, task.settings().errand().delegate());
    var settings = task.settings();
    return with(task, settings(settings.register(), settings.repetition(), errand));
  }

  static Task on(String delegate, Task task) {
    var name = new Node.Scalar(task.at(), delegate, delegate, true, false);
    var errand = new Errand(task.settings().errand().once(), Optional.of(name));
    var settings = task.settings();
    return with(task, settings(settings.register(), settings.repetition(), errand));
  }

  private static Condition condition(Task task, String text) {
    return new Condition(List.of(new Condition.Term(task.at(), text)));
  }

  private static Task with(Task task, TaskSettings settings) {
    return with(task, task.inherited(), settings);
  }

  private static Task with(Task task, Handed inherited, TaskSettings settings) {
    return new Task(
        task.at(),
        task.name(),
        task.module(),
        task.arguments(),
        task.assigned(),
        task.notifies(),
        inherited,
        settings);
  }

  Plays then(Element element) {
    elements.add(element);
    return this;
  }

  Plays handler(Task task) {
    handlers.add(task);
    return this;
  }

  Barrier barrier(Barrier.Need need, Barrier.OnFailure onFailure) {
    return new Barrier(
        SOURCE.at(++line, 3),
        "meet",
        need,
        Duration.ofSeconds(10),
        onFailure,
        Condition.ALWAYS,
        Map.of(),
        Set.of());
  }

  Rolling rolling(int maxUnavailable, Task gate, Task... tasks) {
    return new Rolling(
        SOURCE.at(++line, 3), "roll", maxUnavailable, List.of(gate), List.of(tasks), Set.of());
  }

  void run(boolean check, Listener listener) throws InterruptedException {
    ready(check, listener).run("site.yml");
  }

  Run ready(boolean check, Listener listener) {
    var at = SOURCE.at(1, 1);
    var play =
        new Play(
            at,
            "test",
            new Node.Scalar(at, "all", "all", true, false),
            Map.of(),
            Map.of(),
            Escalation.INHERITED,
            Set.of(),
            elements,
            handlers);
    var planned =
        hosts.keySet().stream()
            .filter(name -> !bystanders.contains(name))
            .sorted()
            .map(Plays::planned)
            .toList();
    var plays = List.of(new Plan.PlannedPlay(play, planned, planned.size()));
    var plan = new Plan(plays, delegates(), List.of());
    var options = new Options(check, false, 10, Options.LOOK_TIMEOUT);
    return new Run(plan, this, this::open, options, listener);
  }

  /** A host of the inventory that the play is not for. */
  Plays bystander(String name, FakeHost host) {
    bystanders.add(name);
    return host(name, host);
  }

  private Map<String, PlannedHost> delegates() {
    return hosts.keySet().stream().collect(Collectors.toMap(h -> h, Plays::planned));
  }

  private Target open(Endpoint endpoint) throws Unreachable {
    var host = hosts.get(endpoint.host());
    if (host.isDown()) {
      throw new Unreachable("connection refused", "is it up?", null);
    }
    return host;
  }

  private static PlannedHost planned(String name) {
    var endpoint = Endpoint.at(name, Endpoint.Kind.LOCAL, name, Duration.ofSeconds(1));
    return new PlannedHost(
        name, endpoint, Scope.of(Map.of()), Escalation.INHERITED, Optional.empty());
  }

  @Override
  public Prepared prepare(Task task, Scope scope) {
    var found = new Problems();
    var unmet =
        Conditions.judge(task.inherited().when(), scope, found)
            .known()
            .flatMap(ConditionResult::unmet);
    if (unmet.isPresent()) {
      return new Prepared.Skipped(unmet.get());
    }
    var needed = Optional.ofNullable(needs.get(task.name()));
    if (needed.isPresent() && scope.value(needed.get(), found) instanceof Unknown<?>(String why)) {
      return Prepared.unknown(new Unknown<>(why), scope);
    }
    Prepared.Decision decision = new Prepared.Decision.Run(modules.get(task.name()));
    var delegate = task.settings().errand().delegate().map(Node.Scalar::raw);
    return new Prepared.Ready(
        List.of(new Prepared.Call("", new Known<>(decision), scope, delegate)), false);
  }

  @Override
  public Knowledge<ConditionResult> judge(Condition condition, Scope scope) throws Misfit {
    var problems = new Problems();
    var result = Conditions.judge(condition, scope, problems);
    if (!problems.none()) {
      throw new Misfit(problems.all());
    }
    return result;
  }
}
