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
import runbook.event.RunListener;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.plan.InvalidForHost;
import runbook.plan.Plan;
import runbook.plan.PlannedHost;
import runbook.plan.PreparedTask;
import runbook.plan.TaskPreparer;
import runbook.playbook.Barrier;
import runbook.playbook.BecomeSettings;
import runbook.playbook.Delegation;
import runbook.playbook.FileSearchPath;
import runbook.playbook.InheritedSettings;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.ResultRules;
import runbook.playbook.RetryPolicy;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.playbook.TaskSettings;
import runbook.step.Target;
import runbook.testkit.FakeHost;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.Condition;
import runbook.value.ConditionEvaluator;
import runbook.value.ConditionResult;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** Builds plays without YAML; a task is a name and a module. */
final class PlayBuilder implements TaskPreparer {

  private static final Source SOURCE = new Source("site.yml", "");

  private final Map<String, Module> modules = new HashMap<>();
  private final Map<String, String> needs = new HashMap<>();
  private final Map<String, FakeHost> hosts = new HashMap<>();
  private final Set<String> bystanders = new HashSet<>();
  private final List<PlayElement> elements = new ArrayList<>();
  private final List<Task> handlers = new ArrayList<>();
  private int line = 1;
  private boolean stepByStep;

  PlayBuilder host(String name, FakeHost host) {
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
        InheritedSettings.at(FileSearchPath.of(Path.of(""))),
        settings(Optional.empty(), Optional.empty(), Delegation.OWN));
  }

  private static TaskSettings settings(
      Optional<String> register, Optional<RetryPolicy> repetition, Delegation delegation) {
    return new TaskSettings(
        Optional.empty(),
        Optional.empty(),
        register,
        ResultRules.NONE,
        false,
        false,
        Duration.ofSeconds(10),
        repetition,
        delegation);
  }

  /** Adds a task that is retried without a pause. */
  static Task until(Task task, String condition, int retries) {
    return until(task, condition, retries, Duration.ZERO);
  }

  static Task until(Task task, String condition, int retries, Duration delay) {
    var until = Optional.of(condition).filter(c -> !c.isEmpty()).map(c -> condition(task, c));
    var repetition = Optional.of(new RetryPolicy(until, retries, delay));
    var settings = task.settings();
    return with(task, settings(settings.register(), repetition, settings.delegation()));
  }

  static Task when(String condition, Task task) {
    var when = condition(task, condition);
    var outer = task.inherited();
    var inherited =
        new InheritedSettings(
            outer.fileSearchPath(),
            when,
            outer.vars(),
            outer.become(),
            outer.tags(),
            outer.handlers());
    return with(task, inherited, task.settings());
  }

  static Task register(String variable, Task task) {
    var settings = task.settings();
    return with(
        task, settings(Optional.of(variable), settings.repetition(), settings.delegation()));
  }

  /** Adds a task that cannot be prepared before the variable is known. */
  Task needing(String variable, Task task) {
    needs.put(task.name(), variable);
    return task;
  }

  static Task once(Task task) {
    var delegation = new Delegation(true, task.settings().delegation().delegate());
    var settings = task.settings();
    return with(task, settings(settings.register(), settings.repetition(), delegation));
  }

  static Task on(String delegate, Task task) {
    var name = new Node.Scalar(task.at(), delegate, delegate, true, false);
    var delegation = new Delegation(task.settings().delegation().once(), Optional.of(name));
    var settings = task.settings();
    return with(task, settings(settings.register(), settings.repetition(), delegation));
  }

  private static Condition condition(Task task, String text) {
    return new Condition(List.of(new Condition.Term(task.at(), text)));
  }

  private static Task with(Task task, TaskSettings settings) {
    return with(task, task.inherited(), settings);
  }

  private static Task with(Task task, InheritedSettings inherited, TaskSettings settings) {
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

  PlayBuilder then(PlayElement playElement) {
    elements.add(playElement);
    return this;
  }

  PlayBuilder handler(Task task) {
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

  RollingBlock rolling(int maxUnavailable, Task gate, Task... tasks) {
    return new RollingBlock(
        SOURCE.at(++line, 3), "roll", maxUnavailable, List.of(gate), List.of(tasks), Set.of());
  }

  void stepByStep() {
    stepByStep = true;
  }

  void run(boolean check, RunListener runListener) throws InterruptedException {
    ready(check, runListener).run("site.yml");
  }

  PlaybookRun ready(boolean check, RunListener runListener) {
    var at = SOURCE.at(1, 1);
    var play =
        new Play(
            at,
            "test",
            new Node.Scalar(at, "all", "all", true, false),
            Map.of(),
            Map.of(),
            BecomeSettings.INHERITED,
            Set.of(),
            elements,
            handlers);
    var planned =
        hosts.keySet().stream()
            .filter(name -> !bystanders.contains(name))
            .sorted()
            .map(PlayBuilder::planned)
            .toList();
    var plays = List.of(new Plan.PlannedPlay(play, planned, planned.size()));
    var plan = new Plan(plays, delegates(), List.of());
    var runOptions = new RunOptions(check, false, stepByStep, 10, RunOptions.LOOK_TIMEOUT);
    return new PlaybookRun(plan, this, this::open, runOptions, runListener);
  }

  /** Adds a host of the inventory that the play does not select. */
  PlayBuilder bystander(String name, FakeHost host) {
    bystanders.add(name);
    return host(name, host);
  }

  private Map<String, PlannedHost> delegates() {
    return hosts.keySet().stream().collect(Collectors.toMap(h -> h, PlayBuilder::planned));
  }

  private Target open(Endpoint endpoint) throws Unreachable {
    var host = hosts.get(endpoint.host());
    if (host.isDown()) {
      throw new Unreachable("connection refused", "is it up?", null);
    }
    return host;
  }

  private static PlannedHost planned(String name) {
    var endpoint = Endpoint.at(name, Endpoint.ConnectionType.LOCAL, name, Duration.ofSeconds(1));
    return new PlannedHost(
        name, endpoint, VariableScope.of(Map.of()), BecomeSettings.INHERITED, Optional.empty());
  }

  @Override
  public PreparedTask prepare(Task task, VariableScope variableScope) {
    var found = new Problems();
    var unmet =
        ConditionEvaluator.judge(task.inherited().when(), variableScope, found)
            .known()
            .flatMap(ConditionResult::unmet);
    if (unmet.isPresent()) {
      return new PreparedTask.SkippedTask(unmet.get(), true);
    }
    var needed = Optional.ofNullable(needs.get(task.name()));
    if (needed.isPresent()
        && variableScope.value(needed.get(), found) instanceof Unknown<?>(String why)) {
      return PreparedTask.unknown(new Unknown<>(why), variableScope);
    }
    PreparedTask.Decision decision = new PreparedTask.Decision.Run(modules.get(task.name()));
    var delegate = task.settings().delegation().delegate().map(Node.Scalar::raw);
    return new PreparedTask.ReadyTask(
        List.of(new PreparedTask.PreparedCall("", new Known<>(decision), variableScope, delegate)),
        false);
  }

  @Override
  public Knowledge<ConditionResult> judge(Condition condition, VariableScope variableScope)
      throws InvalidForHost {
    var problems = new Problems();
    var result = ConditionEvaluator.judge(condition, variableScope, problems);
    if (!problems.none()) {
      throw new InvalidForHost(problems.all());
    }
    return result;
  }
}
