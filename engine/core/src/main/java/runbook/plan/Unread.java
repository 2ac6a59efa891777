package runbook.plan;

import java.util.List;
import java.util.function.Function;
import runbook.inventory.Host;
import runbook.inventory.Inventory;
import runbook.inventory.Setting;
import runbook.playbook.Barrier;
import runbook.playbook.Element;
import runbook.playbook.Play;
import runbook.playbook.Playbook;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.schema.Modules;
import runbook.schema.Shape;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.value.Condition;
import runbook.value.Mentions;
import runbook.value.Scope;
import runbook.value.Values;
import runbook.yaml.Node;

/** Finds the variables of {@code -e} that nothing uses, whichever hosts and tasks are chosen. */
final class Unread {

  private final Modules modules;
  private final Shelf shelf;
  private final Function<Play, List<Scope>> scopes;
  private final Mentions mentions = new Mentions();

  /**
   * @param scopes the variables of each host that a play can be for
   */
  Unread(Modules modules, Shelf shelf, Function<Play, List<Scope>> scopes) {
    this.modules = modules;
    this.shelf = shelf;
    this.scopes = scopes;
  }

  /** A doubt for each of them; a file of variables may well serve other playbooks too. */
  List<Problem> of(ExtraVars extra, Playbook playbook, Inventory inventory) {
    if (extra.typed().isEmpty()) {
      return List.of();
    }
    playbook.plays().forEach(this::play);
    inventory.hosts().values().forEach(this::host);
    mentions.nodes(extra.variables().values());
    return extra.typed().stream()
        .filter(name -> !mentions.has(name))
        .map(name ->
            new Problem(place(name), "nothing reads the variable '%s'".formatted(name), hint(name)))
        .toList();
  }

  /** The value is not shown: it may be a secret that got a wrong name. */
  private static Position place(String name) {
    return new Source(ExtraVars.OPTION, name).at(1, 1);
  }

  private String hint(String name) {
    return Suggestion.closest(name, mentions.variables())
        .map("did you mean '%s'?"::formatted)
        .or(() ->
            Setting.of(name).map(s -> "set '%s' in the inventory: -e does not".formatted(s.key())))
        .orElse("");
  }

  private void host(Host host) {
    mentions.nodes(host.vars().values());
    for (var setting : Setting.values()) {
      host.settings().get(setting).ifPresent(mentions::node);
    }
  }

  private void play(Play play) {
    mentions.node(play.hosts());
    mentions.nodes(play.defaults().values());
    mentions.nodes(play.vars().values());
    var known = scopes.apply(play);
    play.elements().forEach(element -> element(element, known));
    play.handlers().forEach(task -> task(task, known));
  }

  private void element(Element element, List<Scope> known) {
    switch (element) {
      case Task task -> task(task, known);
      case Barrier barrier -> {
        mentions.condition(barrier.when());
        mentions.nodes(barrier.vars().values());
      }
      case Rolling rolling -> {
        rolling.gate().forEach(task -> task(task, known));
        rolling.tasks().forEach(task -> task(task, known));
      }
    }
  }

  private void task(Task task, List<Scope> known) {
    mentions.nodes(task.inherited().home().defaults().values());
    mentions.nodes(task.inherited().vars().values());
    mentions.condition(task.inherited().when());
    task.conditions().forEach(mentions::condition);
    task.settings().loop().ifPresent(mentions::node);
    task.settings().errand().delegate().ifPresent(mentions::node);
    mentions.node(task.arguments());
    for (var parameter : modules.find(task.module().raw()).orElseThrow().parameters()) {
      task.arguments()
          .get(parameter.name())
          .ifPresent(given -> parameter(parameter.shape(), given, task, known));
    }
  }

  /** Conditions, names of variables, and templates say more than a text does. */
  private void parameter(Shape shape, Node given, Task task, List<Scope> known) {
    switch (shape) {
      case Shape.ListOf(Shape item) when given instanceof Node.Sequence list ->
          list.items().forEach(node -> parameter(item, node, task, known));
      case Shape.ListOf(Shape item) -> parameter(item, given, task, known);
      case Shape.TemplateName _ when !Values.isLiteral(given) -> templates(given, task, known);
      case Shape.TemplateName _ -> template(given, task);
      case Shape.Condition _, Shape.Reference _ when !Values.isLiteral(given) -> mentions.any();
      case Shape.Condition _ when given instanceof Node.Scalar text ->
          mentions.condition(new Condition(List.of(new Condition.Term(text.at(), text.raw()))));
      case Shape.Reference _ when given instanceof Node.Scalar name -> mentions.name(name.raw());
      default -> {}
    }
  }

  /** Its name is made of variables: those that it can be, whether or not the task would run. */
  private void templates(Node name, Task task, List<Scope> known) {
    var problems = new Problems();
    var names =
        known.stream()
            .map(scope -> task.scope(scope))
            .map(scope -> Values.filled(name, scope, problems))
            .toList();
    if (names.isEmpty() || !problems.none()) {
      mentions.any();
    }
    names.forEach(filled -> template(filled, task));
  }

  private void template(Node name, Task task) {
    if (name instanceof Node.Scalar text && text.value() instanceof String) {
      shelf
          .template(text, task.inherited().home(), new Problems())
          .known()
          .ifPresent(file -> file.tell(mentions));
    } else {
      mentions.any();
    }
  }
}
