package runbook.playbook;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import runbook.knowledge.Unknown;
import runbook.schema.Keywords;
import runbook.schema.ModuleRegistry;
import runbook.schema.ModuleSchema;
import runbook.schema.Parameter;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.value.VariableNames;
import runbook.yaml.Node;

/** Reads one task. */
final class TaskReader {

  private static final List<String> KEYWORDS = Keywords.names(Keywords.TASK);

  private final ModuleRegistry moduleRegistry;
  private final Problems problems;
  private final Map<String, Node> lost = new LinkedHashMap<>();

  TaskReader(ModuleRegistry moduleRegistry, Problems problems) {
    this.moduleRegistry = moduleRegistry;
    this.problems = problems;
  }

  /** Reads a task; empty if it does not call exactly one module. */
  Optional<Task> read(Node.Mapping map, InheritedSettings outer) {
    var keywordReader = new KeywordReader(map, "a task", problems);
    var inheritedSettings = outer.with(keywordReader);
    var called = module(map);
    var settings = TaskSettings.read(keywordReader, problems);
    var notifies = keywordReader.names("notify");
    var task = called.flatMap(call -> task(map, call, notifies, settings, inheritedSettings));
    if (task.isEmpty()) {
      settings.register().ifPresent(name -> lost.put(name, lost(map)));
    }
    return task;
  }

  /** Returns the variables registered by tasks that could not be read, as unknown values. */
  Map<String, Node> lost() {
    return lost;
  }

  private static Node lost(Node.Mapping task) {
    var unknown = new Unknown<>("the result of a task that has a problem");
    return new Node.Scalar(task.at(), "", unknown, true, false);
  }

  private Optional<Task> task(
      Node.Mapping map,
      Node.Entry call,
      List<Node.Scalar> notifies,
      TaskSettings settings,
      InheritedSettings inheritedSettings) {
    var module = call.key();
    var schema = moduleRegistry.find(module.raw()).orElseThrow();
    var assigned = schema.assigns().isPresent() ? assigned(call.value()) : Set.<String>of();
    return schema
        .arguments(module, call.value(), problems)
        .map(arguments ->
            new Task(
                map.at(),
                settings
                    .name()
                    .orElseGet(() ->
                        settings.noLog()
                            ? schema.name()
                            : assigned.isEmpty()
                                ? name(schema, arguments)
                                : schema.name() + " " + String.join(", ", assigned)),
                module,
                arguments,
                assigned,
                notifies,
                inheritedSettings,
                settings));
  }

  private Set<String> assigned(Node value) {
    var names = new LinkedHashSet<String>();
    if (value instanceof Node.Mapping map) {
      for (var entry : map.entries()) {
        VariableNames.objection(entry.key().raw())
            .ifPresentOrElse(
                why -> problems.add(entry.key().at(), why, "choose another name"),
                () -> names.add(entry.key().raw()));
      }
    }
    return names;
  }

  /** Returns the one entry that is not a keyword. */
  private Optional<Node.Entry> module(Node.Mapping map) {
    var others = map.entries().stream().filter(e -> !KEYWORDS.contains(e.key().raw())).toList();
    var calls = others.stream().flatMap(e -> call(e).stream()).toList();
    others.stream().filter(e -> call(e).isEmpty()).forEach(e -> stranger(e.key(), calls));
    others.forEach(this::outlandish);
    if (calls.size() > 1) {
      problems.add(
          calls.get(1).key().at(),
          "a task calls one module, this one calls '%s' and '%s'"
              .formatted(calls.get(0).key().raw(), calls.get(1).key().raw()),
          "write a task for each, beginning with '- '");
      return Optional.empty();
    }
    if (others.isEmpty()) {
      problems.add(
          map.at(),
          "the task calls no module",
          "there are " + String.join(", ", moduleRegistry.names()));
    }
    return calls.stream().findFirst();
  }

  /**
   * Returns the entry as a module call. Full names such as {@code ansible.builtin.copy} are
   * reported, but the rest of the task is still read.
   */
  private Optional<Node.Entry> call(Node.Entry entry) {
    var key = entry.key();
    var name = shortName(key);
    return moduleRegistry
        .find(name)
        .map(_ ->
            name.equals(key.raw())
                ? entry
                : new Node.Entry(
                    new Node.Scalar(key.at(), name, name, true, false), entry.value()));
  }

  private static String shortName(Node.Scalar key) {
    return key.raw().substring(key.raw().lastIndexOf('.') + 1);
  }

  private void outlandish(Node.Entry entry) {
    var key = entry.key();
    var name = shortName(key);
    if (!name.equals(key.raw()) && moduleRegistry.find(name).isPresent()) {
      problems.add(key.at(), "there is no module '" + key.raw() + "'", "write '" + name + "'");
    }
  }

  private void stranger(Node.Scalar key, List<Node.Entry> calls) {
    var word = key.raw();
    var instead = AnsibleWords.instead(shortName(key));
    if (instead.isPresent()) {
      problems.add(key.at(), AnsibleWords.message(word), instead.get());
    } else if (IncludeReader.is(shortName(key))) {
      problems.add(key.at(), "there is no '" + word + "'", "write '" + shortName(key) + "'");
    } else if (calls.isEmpty()) {
      var known = Stream.concat(KEYWORDS.stream(), moduleRegistry.names().stream()).toList();
      problems.add(
          key.at(),
          "'" + word + "' is neither a module nor a keyword of a task",
          Suggestion.hint(word, known));
    } else {
      problems.add(
          key.at(), "a task has no keyword '" + word + "'", misplaced(word, calls.getFirst()));
    }
  }

  private String misplaced(String word, Node.Entry call) {
    var schema = moduleRegistry.find(call.key().raw()).orElseThrow();
    if (schema.parameters().stream().anyMatch(p -> p.name().equals(word))) {
      return "'%s' is a parameter of '%s': indent it below that".formatted(word, schema.name());
    }
    return Suggestion.hint(word, KEYWORDS);
  }

  /** Derives a task's name from the module and its target, such as {@code copy /etc/motd}. */
  private static String name(ModuleSchema schema, Node.Mapping arguments) {
    var needed = schema.parameters().stream().filter(Parameter::required).map(Parameter::name);
    return Stream.concat(
            needed.map(arguments::get).flatMap(Optional::stream),
            arguments.entries().stream().map(Node.Entry::value))
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .filter(s -> !s.secret() && !s.raw().contains("\n"))
        .findFirst()
        .map(s -> schema.name() + " " + s.raw())
        .orElse(schema.name());
  }
}
