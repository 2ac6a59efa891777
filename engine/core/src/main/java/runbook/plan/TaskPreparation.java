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
import runbook.plan.Prepared.Decision;
import runbook.playbook.Barrier;
import runbook.playbook.Element;
import runbook.playbook.Play;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.schema.Binder;
import runbook.schema.ModuleSchema;
import runbook.schema.Modules;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.Conditions;
import runbook.value.Scope;
import runbook.value.Values;
import runbook.yaml.Node;

/** Prepares tasks from their text: judges, fills in, binds. */
public final class TaskPreparation implements Preparation {

  private static final String ITEM = "item";

  private final Modules modules;
  private final Shelf shelf = new Shelf();
  private final Consumer<Problem> doubted;

  public TaskPreparation(Modules modules) {
    this(modules, _ -> {});
  }

  /**
   * Makes one that says what is doubtful.
   *
   * @param doubted hears of each of them as often as it is come across
   */
  public TaskPreparation(Modules modules, Consumer<Problem> doubted) {
    this.modules = modules;
    this.doubted = doubted;
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

  @Override
  public Prepared prepare(Task task, Scope outer) {
    var scope = task.scope(outer);
    var problems = new Problems();
    var prepared =
        task.settings().loop().isPresent()
            ? loop(task, task.settings().loop().get(), scope, problems)
            : single(task, scope, problems);
    problems.doubts().forEach(doubted);
    return problems.none() ? prepared : new Prepared.Refused(problems.all());
  }

  private Prepared single(Task task, Scope scope, Problems problems) {
    var call = call("", task, scope, problems);
    return switch (call.decision()) {
      case Known(Decision.Skip(String why)) -> new Prepared.Skipped(why);
      case Known(Decision.Run _) -> new Prepared.Ready(List.of(call), false);
      case Unknown<Decision> _, Invalid<Decision> _ -> Prepared.unknown(call.decision(), scope);
    };
  }

  private Prepared loop(Task task, Node loop, Scope scope, Problems problems) {
    if (!Conditions.uses(task.inherited().when(), ITEM)) {
      var unmet = unmet(Conditions.judge(task.inherited().when(), scope, problems));
      if (unmet.isPresent()) {
        return new Prepared.Skipped(unmet.get());
      }
    }
    var items = Values.value(loop, scope, problems);
    if (!(items instanceof List<?> list)) {
      if (!(items instanceof Unknown<?>)) {
        problems.add(
            loop.at(), "'loop' must be a list, this is " + Values.kind(items), "as in [a, b]");
      }
      var unknown = items instanceof Unknown<?> u ? u : new Unknown<>("the items of the loop");
      // What does not depend on the item can be wrong all the same.
      decide(task, scope.with(ITEM, unknown), problems);
      return Prepared.unknown(new Unknown<>(unknown.why()), scope);
    }
    var calls = new ArrayList<Prepared.Call>();
    for (var item : list) {
      var inner = scope.with(ITEM, item);
      calls.add(call(label(item), task, inner, problems));
    }
    return new Prepared.Ready(List.copyOf(calls), true);
  }

  private Prepared.Call call(String item, Task task, Scope scope, Problems problems) {
    var decision = decide(task, scope, problems);
    if (task.settings().errand().delegate().isEmpty()
        || decision.is(Decision.Skip.class::isInstance)) {
      return new Prepared.Call(item, decision, scope, Optional.empty());
    }
    var delegate = Delegate.of(task.settings().errand().delegate().get(), scope, problems);
    return delegate instanceof Known
        ? new Prepared.Call(item, decision, scope, delegate.known())
        : new Prepared.Call(item, delegate.flatMap(_ -> decision), scope, Optional.empty());
  }

  /** An unknown condition does not hide what is wrong with the parameters. */
  private Knowledge<Decision> decide(Task task, Scope scope, Problems problems) {
    var when = Conditions.judge(task.inherited().when(), scope, problems);
    var unmet = unmet(when);
    if (unmet.isPresent()) {
      return new Known<>(new Decision.Skip(unmet.get()));
    }
    var module = bind(task, scope, problems);
    Knowledge<Decision> decision = when.flatMap(_ -> module.map(Decision.Run::new));
    return decision instanceof Unknown(String why) && schema(task).harmless()
        ? new Known<>(new Decision.Skip("check mode does not know " + why))
        : decision;
  }

  private static Optional<String> unmet(Knowledge<ConditionResult> condition) {
    return condition.known().flatMap(ConditionResult::unmet);
  }

  private Knowledge<Module> bind(Task task, Scope scope, Problems problems) {
    return Binder.bind(
        schema(task),
        Values.filled(task.arguments(), scope, problems),
        task.module().at(),
        new HostMaterials(shelf, task.inherited().home(), scope),
        problems);
  }

  /** What is wrong with an element whatever the variables are, also where it would be skipped. */
  void check(Element element, Problems problems) {
    switch (element) {
      case Task task -> {
        var _ =
            Binder.bind(
                schema(task),
                Unfilled.of(task.arguments()),
                task.module().at(),
                new Unfilled(shelf, task.inherited().home()),
                problems);
        Conditions.check(task.inherited().when(), problems);
        task.conditions().forEach(condition -> Conditions.check(condition, problems));
      }
      case Barrier barrier -> Conditions.check(barrier.when(), problems);
      case Rolling rolling -> {
        rolling.gate().forEach(task -> check(task, problems));
        rolling.tasks().forEach(task -> check(task, problems));
      }
    }
  }

  /** What finds the variables that nothing uses. */
  Unread unread(Function<Play, List<Scope>> scopes) {
    return new Unread(modules, shelf, scopes);
  }

  private ModuleSchema schema(Task task) {
    return modules.find(task.module().raw()).orElseThrow();
  }

  /** What tells an item from the others: a text, or what names the map. */
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
