package runbook.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runbook.knowledge.Unknown;
import runbook.playbook.Role;
import runbook.playbook.RoleArgument;
import runbook.playbook.Task;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.ConditionResult;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;

/** Checks for one host that each call of a role gives the arguments that the role asks for. */
final class RoleArgumentCheck {

  private final TaskPreparer taskPreparer;

  /** The calls that were checked: two calls at one place, as in a loop, can differ. */
  private final Set<Role> checked = Collections.newSetFromMap(new IdentityHashMap<>());

  RoleArgumentCheck(TaskPreparer taskPreparer) {
    this.taskPreparer = taskPreparer;
  }

  /**
   * Checks the call of the role that a task is in, before the first task of it that can run.
   *
   * @param outer the variables before the task
   * @return the variables for the tasks after it: what is missing is unknown, so that it is
   *     reported once
   */
  VariableScope check(Task task, VariableScope outer, List<Problem> found) {
    var role = task.inherited().fileSearchPath().role();
    if (role.isEmpty()
        || role.get().spec().arguments().isEmpty()
        || checked.contains(role.get())
        || isSkipped(task, outer)) {
      return outer;
    }
    checked.add(role.get());
    var inner = task.scope(outer);
    var variableScope = outer;
    for (var argument : role.get().spec().arguments()) {
      var problem = problem(role.get(), argument, inner);
      if (problem.isPresent()) {
        found.add(problem.get());
        variableScope = variableScope.with(argument.name().raw(), standIn(argument));
      }
    }
    return variableScope;
  }

  private static Unknown<?> standIn(RoleArgument argument) {
    return new Unknown<>("the argument '%s', which is missing".formatted(argument.name().raw()));
  }

  private boolean isSkipped(Task task, VariableScope outer) {
    try {
      return taskPreparer
          .judge(task.inherited().when(), task.scope(outer))
          .is(ConditionResult::isFalse);
    } catch (InvalidForHost e) {
      // The task itself reports it.
      return true;
    }
  }

  private static Optional<Problem> problem(
      Role role, RoleArgument argument, VariableScope variableScope) {
    var name = argument.name().raw();
    var at = role.call();
    var problems = new Problems();
    var value = variableScope.has(name) ? variableScope.value(name, problems) : null;
    if (!problems.none()) {
      // They are reported where the value is used.
      return Optional.empty();
    }
    if (value == null || value.equals(standIn(argument))) {
      return argument.isRequired()
          ? Optional.of(missing(role, argument, variableScope))
          : Optional.empty();
    }
    if (value instanceof Unknown) {
      return Optional.empty();
    }
    if (!argument.type().accepts(value)) {
      return wrong(
          at,
          "the role '%s' wants '%s' to be %s, and it is %s"
              .formatted(role.name(), name, argument.type().noun(), ValueResolver.kind(value)),
          argument);
    }
    if (!argument.choices().isEmpty() && !argument.choices().contains(String.valueOf(value))) {
      return wrong(
          at,
          "the role '%s' wants '%s' to be one of %s"
              .formatted(role.name(), name, String.join(", ", argument.choices())),
          argument);
    }
    return Optional.empty();
  }

  private static Problem missing(Role role, RoleArgument argument, VariableScope variableScope) {
    var names = new ArrayList<>(variableScope.names());
    names.remove(argument.name().raw());
    var near = Suggestion.closest(argument.name().raw(), names);
    return new Problem(
        role.call(),
        "the role '%s' needs '%s'".formatted(role.name(), argument.name().raw()),
        near.map(word -> "there is a variable '%s'; is it meant?".formatted(word))
            .orElse(
                argument.doc().isEmpty()
                    ? "set it, as in vars: {%s: …}".formatted(argument.name().raw())
                    : argument.doc()));
  }

  private static Optional<Problem> wrong(Position at, String message, RoleArgument argument) {
    return Optional.of(new Problem(at, message, argument.doc()));
  }
}
