package runbook.playbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.schema.Keywords;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.value.Scope;
import runbook.value.Values;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads what a list of tasks takes in from elsewhere: the tasks of a file, or those of a role. */
final class Inclusion {

  static final String ITEM = "item";

  private static final List<String> ROLES = List.of("include_role", "import_role");
  private static final List<String> KEYS =
      List.of("include_tasks", "import_tasks", "include_role", "import_role");

  private final ElementReader elements;
  private final RoleReader roles;
  private final Problems problems;
  private final Map<Path, Optional<Node>> texts = new HashMap<>();
  private final Deque<Path> open = new ArrayDeque<>();

  Inclusion(ElementReader elements, RoleReader roles, Problems problems) {
    this.elements = elements;
    this.roles = roles;
    this.problems = problems;
  }

  static boolean is(Node.Mapping map) {
    return map.entries().stream().anyMatch(entry -> is(entry.key().raw()));
  }

  static boolean is(String key) {
    return KEYS.contains(key);
  }

  List<Element> read(Node.Mapping map, Handed outer) {
    var fields = new Fields(map, "an include", problems);
    fields.allow(Keywords.INCLUDE);
    var keys = KEYS.stream().filter(fields::has).toList();
    if (keys.size() > 1) {
      problems.add(
          map.at(),
          "this is both '%s' and '%s'".formatted(keys.get(0), keys.get(1)),
          "write an item for each, beginning with '- '");
      return List.of();
    }
    if (!fields.has("loop")) {
      return once(keys.getFirst(), fields, outer, UnaryOperator.identity());
    }
    var read = new ArrayList<Element>();
    for (var item : items(fields)) {
      var inner = outer.with(Map.of(ITEM, item));
      read.addAll(once(keys.getFirst(), fields, inner, handed -> settled(fields, handed, item)));
    }
    return read;
  }

  /** The items, which must be there to be read: which tasks there are is known before the hosts. */
  private List<Node> items(Fields fields) {
    var items = fields.list("loop");
    if (items.stream().allMatch(Values::isLiteral)) {
      return items;
    }
    problems.add(
        fields.node("loop").orElseThrow().at(),
        "the items of an include cannot hold variables",
        "write the items as they are, or put 'loop' at the tasks in the file");
    return List.of();
  }

  /** With the variables that are made of the item alone, which a loop inside shall not change. */
  private static Handed settled(Fields fields, Handed handed, Node item) {
    var settled = new HashMap<String, Node>();
    fields
        .variables("vars")
        .forEach((name, value) -> {
          var unknown = new Problems();
          var filled = Values.filled(value, Scope.of(Map.of(ITEM, item)), unknown);
          if (unknown.none()) {
            settled.put(name, filled);
          }
        });
    return handed.with(settled);
  }

  private List<Element> once(
      String key, Fields fields, Handed outer, UnaryOperator<Handed> settled) {
    UnaryOperator<Handed> said = handed -> settled.apply(handed.with(fields));
    if (ROLES.contains(key)) {
      var called = value(fields, key, "name");
      called.allow(Keywords.INCLUDED_ROLE);
      var file = called.word("tasks_from");
      return name(called, "name", outer)
          .map(name -> roles.call(name, file, said, outer))
          .orElse(List.of());
    }
    var named = value(fields, key, "file");
    named.allow(Keywords.INCLUDED_FILE);
    return name(named, "file", outer).map(name -> tasks(name, said.apply(outer))).orElse(List.of());
  }

  /** The value of the key as a map, of which the name alone is the short form. */
  private Fields value(Fields fields, String key, String part) {
    var map =
        switch (fields.node(key).orElseThrow()) {
          case Node.Mapping keys -> keys;
          case Node node ->
              new Node.Mapping(
                  node.at(),
                  List.of(
                      new Node.Entry(new Node.Scalar(node.at(), part, part, true, false), node)));
        };
    return new Fields(map, "'" + key + "'", problems);
  }

  /** A name in which the item of the loop has been filled in. */
  private Optional<Node.Scalar> name(Fields fields, String part, Handed outer) {
    var written = fields.scalar(part);
    if (written.isEmpty() || Values.isLiteral(written.get())) {
      return written;
    }
    var item = outer.vars().entrySet().stream().filter(e -> e.getKey().equals(ITEM));
    var known = item.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    var unknown = new Problems();
    var filled = Values.filled(written.get(), Scope.of(known), unknown);
    if (unknown.none() && filled instanceof Node.Scalar scalar) {
      return Optional.of(scalar);
    }
    problems.add(
        written.get().at(),
        "what is taken in cannot depend on variables",
        "name each file or role as it is, and say by 'when' where it holds");
    return Optional.empty();
  }

  private List<Element> tasks(Node.Scalar name, Handed handed) {
    var found = find(name, handed.home());
    if (found.isEmpty()) {
      return List.of();
    }
    var file = found.get();
    if (open.contains(file)) {
      problems.add(name.at(), "the file '" + name.raw() + "' takes in itself", "take it out here");
      return List.of();
    }
    open.push(file);
    var list = texts.computeIfAbsent(file, f -> text(name, f)).filter(node -> !node.isEmpty());
    var home = handed.home().in(Optional.ofNullable(file.getParent()).orElse(Path.of("")));
    var read = elements.read(list, "'" + file + "'", handed.in(home));
    open.pop();
    return read;
  }

  private Optional<Node> text(Node.Scalar name, Path file) {
    return Source.read(file, file.toString(), name.at(), problems)
        .flatMap(source -> YamlReader.read(source, problems));
  }

  /** Beside the file that names it, among the tasks of the role, or beside the playbook. */
  private Optional<Path> find(Node.Scalar name, Home home) {
    var folders =
        Stream.of(
                Stream.of(home.beside()),
                home.role().map(role -> role.folder().resolve("tasks")).stream(),
                Stream.of(home.playbook()))
            .flatMap(places -> places)
            .distinct()
            .toList();
    var found =
        folders.stream()
            .map(folder -> folder.resolve(name.raw()).normalize())
            .filter(Files::isRegularFile)
            .findFirst();
    if (found.isEmpty()) {
      var names = folders.stream().flatMap(folder -> names(folder, name.raw())).toList();
      var hint = Suggestion.hint(name.raw(), names);
      problems.add(
          name.at(),
          "there is no file '" + name.raw() + "'",
          hint.isEmpty()
              ? folders.stream()
                  .map(folder -> "'" + folder.resolve(name.raw()).normalize() + "'")
                  .collect(Collectors.joining(", ", "looked for ", ""))
              : hint);
    }
    return found;
  }

  /** The files there are where one is looked for, named as it is. */
  private static Stream<String> names(Path folder, String name) {
    var within = name.substring(0, name.lastIndexOf('/') + 1);
    // Null for a folder that is not there.
    return Stream.ofNullable(folder.resolve(within).toFile().list())
        .flatMap(Arrays::stream)
        .map(file -> within + file);
  }
}
