package runbook.plan;

import java.util.List;
import java.util.function.Function;
import runbook.inventory.ConnectionSetting;
import runbook.inventory.Host;
import runbook.inventory.Inventory;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.Playbook;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.schema.ModuleRegistry;
import runbook.schema.ParameterType;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.value.Condition;
import runbook.value.MentionedVariables;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** Finds {@code -e} variables that nothing uses, regardless of the selected hosts and tasks. */
final class UnusedExtraVars {

  private final ModuleRegistry moduleRegistry;
  private final ControllerFiles controllerFiles;
  private final Function<Play, List<VariableScope>> scopes;
  private final MentionedVariables mentionedVariables = new MentionedVariables();

  /**
   * Creates a finder.
   *
   * @param scopes the variables of each host that a play can include
   */
  UnusedExtraVars(
      ModuleRegistry moduleRegistry,
      ControllerFiles controllerFiles,
      Function<Play, List<VariableScope>> scopes) {
    this.moduleRegistry = moduleRegistry;
    this.controllerFiles = controllerFiles;
    this.scopes = scopes;
  }

  /**
   * Returns a warning for each variable. Variables from files are exempt, since other playbooks may
   * use them.
   */
  List<Problem> of(ExtraVars extra, Playbook playbook, Inventory inventory) {
    if (extra.typed().isEmpty()) {
      return List.of();
    }
    playbook.plays().forEach(this::play);
    inventory.hosts().values().forEach(this::host);
    mentionedVariables.nodes(extra.variables().values());
    return extra.typed().stream()
        .filter(name -> !mentionedVariables.has(name))
        .map(name ->
            new Problem(place(name), "nothing uses the variable '%s'".formatted(name), hint(name)))
        .toList();
  }

  /** Hides the value, which may be a secret under a mistyped name. */
  private static Position place(String name) {
    return new Source(ExtraVars.OPTION, name).at(1, 1);
  }

  private String hint(String name) {
    return Suggestion.closest(name, mentionedVariables.variables())
        .map("did you mean '%s'?"::formatted)
        .or(() ->
            ConnectionSetting.of(name)
                .map(s -> "-e cannot set '%s': set it in the inventory".formatted(s.key())))
        .orElse("");
  }

  private void host(Host host) {
    mentionedVariables.nodes(host.vars().values());
    for (var connectionSetting : ConnectionSetting.values()) {
      host.connectionSettings().get(connectionSetting).ifPresent(mentionedVariables::node);
    }
  }

  private void play(Play play) {
    mentionedVariables.node(play.hosts());
    mentionedVariables.nodes(play.defaults().values());
    mentionedVariables.nodes(play.vars().values());
    var known = scopes.apply(play);
    play.elements().forEach(playElement -> element(playElement, known));
    play.handlers().forEach(task -> task(task, known));
  }

  private void element(PlayElement playElement, List<VariableScope> known) {
    switch (playElement) {
      case Task task -> task(task, known);
      case Barrier barrier -> {
        mentionedVariables.condition(barrier.when());
        mentionedVariables.nodes(barrier.vars().values());
      }
      case RollingBlock rollingBlock -> {
        rollingBlock.gate().forEach(task -> task(task, known));
        rollingBlock.tasks().forEach(task -> task(task, known));
      }
    }
  }

  private void task(Task task, List<VariableScope> known) {
    mentionedVariables.nodes(task.inherited().fileSearchPath().defaults().values());
    mentionedVariables.nodes(task.inherited().vars().values());
    mentionedVariables.condition(task.inherited().when());
    task.conditions().forEach(mentionedVariables::condition);
    task.settings().loop().ifPresent(mentionedVariables::node);
    task.settings().delegation().delegate().ifPresent(mentionedVariables::node);
    mentionedVariables.node(task.arguments());
    for (var parameter : moduleRegistry.find(task.module().raw()).orElseThrow().parameters()) {
      task.arguments()
          .get(parameter.name())
          .ifPresent(given -> parameter(parameter.parameterType(), given, task, known));
    }
  }

  /** Collects variables from conditions, variable names and templates, as well as from texts. */
  private void parameter(
      ParameterType parameterType, Node given, Task task, List<VariableScope> known) {
    switch (parameterType) {
      case ParameterType.ListType(ParameterType item) when given instanceof Node.Sequence list ->
          list.items().forEach(node -> parameter(item, node, task, known));
      case ParameterType.ListType(ParameterType item) -> parameter(item, given, task, known);
      case ParameterType.TemplateNameType _ when !ValueResolver.isLiteral(given) ->
          templates(given, task, known);
      case ParameterType.TemplateNameType _ -> template(given, task);
      case ParameterType.ConditionType _, ParameterType.VariableNameType _
          when !ValueResolver.isLiteral(given) ->
          mentionedVariables.any();
      case ParameterType.ConditionType _ when given instanceof Node.Scalar text ->
          mentionedVariables.condition(
              new Condition(List.of(new Condition.Term(text.at(), text.raw()))));
      case ParameterType.VariableNameType _ when given instanceof Node.Scalar name ->
          mentionedVariables.name(name.raw());
      default -> {}
    }
  }

  /**
   * Reads a template whose name contains variables, under all names it can have, even if the task
   * would be skipped.
   */
  private void templates(Node name, Task task, List<VariableScope> known) {
    var problems = new Problems();
    var names =
        known.stream()
            .map(variableScope -> task.scope(variableScope))
            .map(variableScope -> ValueResolver.filled(name, variableScope, problems))
            .toList();
    if (names.isEmpty() || !problems.none()) {
      mentionedVariables.any();
    }
    names.forEach(filled -> template(filled, task));
  }

  private void template(Node name, Task task) {
    if (name instanceof Node.Scalar text && text.value() instanceof String) {
      controllerFiles
          .template(text, task.inherited().fileSearchPath(), new Problems())
          .known()
          .ifPresent(file -> file.addMentionsTo(mentionedVariables));
    } else {
      mentionedVariables.any();
    }
  }
}
