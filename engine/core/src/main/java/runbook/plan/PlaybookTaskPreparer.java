package runbook.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.plan.PreparedTask.Decision;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.schema.ModuleBinder;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionEvaluator;
import runbook.value.ConditionResult;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** Prepares tasks: evaluates conditions, fills in variables, and creates modules. */
public final class PlaybookTaskPreparer implements TaskPreparer {

  private static final String ITEM = "item";

  private final ModuleRegistry moduleRegistry;
  private final ControllerFiles controllerFiles = new ControllerFiles();
  private final Consumer<Problem> doubted;

  public PlaybookTaskPreparer(ModuleRegistry moduleRegistry) {
    this(moduleRegistry, _ -> {});
  }

  /**
   * Creates a preparer that passes on warnings.
   *
   * @param doubted gets each warning, possibly several times
   */
  public PlaybookTaskPreparer(ModuleRegistry moduleRegistry, Consumer<Problem> doubted) {
    this.moduleRegistry = moduleRegistry;
    this.doubted = doubted;
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

  @Override
  public PreparedTask prepare(Task task, VariableScope outer) {
    var variableScope = task.scope(outer);
    var problems = new Problems();
    var preparedTask =
        task.settings().loop().isPresent()
            ? loop(task, task.settings().loop().get(), variableScope, problems)
            : single(task, variableScope, problems);
    problems.warnings().forEach(doubted);
    return problems.none() ? preparedTask : new PreparedTask.InvalidTask(problems.all());
  }

  private PreparedTask single(Task task, VariableScope variableScope, Problems problems) {
    var preparedCall = call("", task, variableScope, problems);
    return switch (preparedCall.decision()) {
      case Known(Decision.Skip(String why, boolean isCertain)) ->
          new PreparedTask.SkippedTask(why, isCertain);
      case Known(Decision.Run _) -> new PreparedTask.ReadyTask(List.of(preparedCall), false);
      case Unknown<Decision> _, Invalid<Decision> _ ->
          PreparedTask.unknown(preparedCall.decision(), variableScope);
    };
  }

  private PreparedTask loop(Task task, Node loop, VariableScope variableScope, Problems problems) {
    if (!ConditionEvaluator.uses(task.inherited().when(), ITEM)) {
      var unmet = unmet(ConditionEvaluator.judge(task.inherited().when(), variableScope, problems));
      if (unmet.isPresent()) {
        return new PreparedTask.SkippedTask(unmet.get(), true);
      }
    }
    var items = ValueResolver.value(loop, variableScope, problems);
    if (!(items instanceof List<?> list)) {
      if (!(items instanceof Unknown<?>)) {
        problems.add(
            loop.at(),
            "'loop' must be a list, this is " + ValueResolver.kind(items),
            "as in [a, b]");
      }
      var unknown = items instanceof Unknown<?> u ? u : new Unknown<>("the items of the loop");
      // Parameters that do not depend on the item can still be wrong.
      decide(task, variableScope.with(ITEM, unknown), new SecretUses(), problems);
      return PreparedTask.unknown(new Unknown<>(unknown.why()), variableScope);
    }
    var calls = new ArrayList<PreparedTask.PreparedCall>();
    for (var item : list) {
      var inner = variableScope.with(ITEM, item);
      calls.add(call(label(item), task, inner, problems));
    }
    return new PreparedTask.ReadyTask(List.copyOf(calls), true);
  }

  private PreparedTask.PreparedCall call(
      String item, Task task, VariableScope variableScope, Problems problems) {
    var secretUses = new SecretUses();
    var decision = decide(task, variableScope, secretUses, problems);
    if (task.settings().delegation().delegate().isEmpty()
        || decision.is(Decision.Skip.class::isInstance)) {
      return new PreparedTask.PreparedCall(
          item, decision, variableScope, Optional.empty(), secretUses.most());
    }
    var delegate =
        DelegateFinder.of(task.settings().delegation().delegate().get(), variableScope, problems);
    return delegate instanceof Known
        ? new PreparedTask.PreparedCall(
            item, decision, variableScope, delegate.known(), secretUses.most())
        : new PreparedTask.PreparedCall(
            item,
            delegate.flatMap(_ -> decision),
            variableScope,
            Optional.empty(),
            secretUses.most());
  }

  /** Checks the parameters even if the condition is unknown. */
  private Knowledge<Decision> decide(
      Task task, VariableScope variableScope, SecretUses secretUses, Problems problems) {
    var when = ConditionEvaluator.judge(task.inherited().when(), variableScope, problems);
    var unmet = unmet(when);
    if (unmet.isPresent()) {
      return new Known<>(new Decision.Skip(unmet.get()));
    }
    var module = bind(task, variableScope, secretUses, problems);
    Knowledge<Decision> decision = when.flatMap(_ -> module.map(Decision.Run::new));
    return decision instanceof Unknown(String why) && schema(task).changesNothing()
        ? new Known<>(new Decision.Skip("check mode does not know " + why, false))
        : decision;
  }

  private static Optional<String> unmet(Knowledge<ConditionResult> condition) {
    return condition.known().flatMap(ConditionResult::unmet);
  }

  private Knowledge<Module> bind(
      Task task, VariableScope variableScope, SecretUses secretUses, Problems problems) {
    var filled = ValueResolver.filled(task.arguments(), variableScope, problems);
    secretUses.add(filled, variableScope);
    var check = new ControllerPathCheck(variableScope, problems);
    if (!check.accepts(schema(task), task.arguments(), filled)) {
      return Invalid.reported();
    }
    return ModuleBinder.bind(
        schema(task),
        filled,
        task.module().at(),
        new HostParameterSource(
            controllerFiles, task.inherited().fileSearchPath(), variableScope, secretUses),
        problems);
  }

  /**
   * Reports mistakes in an element that do not depend on variables, even if it would be skipped.
   */
  void check(PlayElement playElement, Problems problems) {
    switch (playElement) {
      case Task task -> {
        var _ =
            ModuleBinder.bind(
                schema(task),
                UnfilledParameterSource.of(task.arguments()),
                task.module().at(),
                new UnfilledParameterSource(controllerFiles, task.inherited().fileSearchPath()),
                problems);
        ConditionEvaluator.check(task.inherited().when(), problems);
        task.conditions().forEach(condition -> ConditionEvaluator.check(condition, problems));
      }
      case Barrier barrier -> ConditionEvaluator.check(barrier.when(), problems);
      case RollingBlock rollingBlock -> {
        rollingBlock.gate().forEach(task -> check(task, problems));
        rollingBlock.tasks().forEach(task -> check(task, problems));
      }
    }
  }

  /** Returns the finder of unused {@code -e} variables. */
  UnusedExtraVars unusedExtraVars(Function<Play, List<VariableScope>> scopes) {
    return new UnusedExtraVars(moduleRegistry, controllerFiles, scopes);
  }

  private ModuleSchema schema(Task task) {
    return moduleRegistry.find(task.module().raw()).orElseThrow();
  }

  /** Returns the label of an item in reports: its text, or what names the map. */
  private static String label(Object item) {
    if (item instanceof Map<?, ?> map) {
      return Stream.of("name", "key", "path", "dest", "src")
          .filter(map::containsKey)
          .map(key -> String.valueOf(map.get(key)))
          .findFirst()
          .orElse(map.toString());
    }
    return item instanceof Unknown<?> ? "unknown item" : String.valueOf(item);
  }
}
