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
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads includes: the tasks of a file or a role. */
final class IncludeReader {

  static final String ITEM = "item";

  /** Loops on includes inside each other multiply, and each pass is kept in memory. */
  private static final int MOST = 10_000;

  private static final List<String> ROLES = List.of("include_role", "import_role");
  private static final List<String> KEYS =
      List.of("include_tasks", "import_tasks", "include_role", "import_role");

  private final TaskListReader elements;
  private final RoleReader roles;
  private final Problems problems;
  private final Map<Path, Optional<Node>> texts = new HashMap<>();
  private final Deque<Path> open = new ArrayDeque<>();
  private int count;

  IncludeReader(TaskListReader elements, RoleReader roles, Problems problems) {
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

  List<PlayElement> read(Node.Mapping map, InheritedSettings outer) {
    var keywordReader = new KeywordReader(map, "an include", problems);
    keywordReader.allow(Keywords.INCLUDE);
    var keys = KEYS.stream().filter(keywordReader::has).toList();
    if (keys.size() > 1) {
      problems.add(
          map.at(),
          "this is both '%s' and '%s'".formatted(keys.get(0), keys.get(1)),
          "write an item for each, beginning with '- '");
      return List.of();
    }
    if (!keywordReader.has("loop")) {
      return once(keys.getFirst(), keywordReader, outer, UnaryOperator.identity());
    }
    var read = new ArrayList<PlayElement>();
    for (var item : items(keywordReader)) {
      var inner = outer.with(Map.of(ITEM, item));
      read.addAll(
          once(
              keys.getFirst(),
              keywordReader,
              inner,
              inheritedSettings -> settled(keywordReader, inheritedSettings, item)));
    }
    return read;
  }

  /**
   * Returns the items. They cannot contain variables, because the tasks must be known before the
   * hosts are.
   */
  private List<Node> items(KeywordReader keywordReader) {
    var items = keywordReader.list("loop");
    if (items.stream().allMatch(ValueResolver::isLiteral)) {
      return items;
    }
    problems.add(
        keywordReader.node("loop").orElseThrow().at(),
        "the items of an include cannot contain variables",
        "write the items without variables, or put 'loop' on the tasks in the file");
    return List.of();
  }

  /**
   * Resolves variables that depend on the item alone, so that a loop inside does not change them.
   */
  private static InheritedSettings settled(
      KeywordReader keywordReader, InheritedSettings inheritedSettings, Node item) {
    var settled = new HashMap<String, Node>();
    keywordReader
        .variables("vars")
        .forEach((name, value) -> {
          var unknown = new Problems();
          var filled = ValueResolver.filled(value, VariableScope.of(Map.of(ITEM, item)), unknown);
          if (unknown.none()) {
            settled.put(name, filled);
          }
        });
    return inheritedSettings.with(settled);
  }

  private List<PlayElement> once(
      String key,
      KeywordReader keywordReader,
      InheritedSettings outer,
      UnaryOperator<InheritedSettings> settled) {
    if (++count > MOST) {
      if (count == MOST + 1) {
        problems.add(
            keywordReader.node(key).orElseThrow().at(),
            "the includes of this play bring in more than %,d lists of tasks".formatted(MOST),
            "put 'loop' on the tasks instead of on includes inside each other");
      }
      return List.of();
    }
    UnaryOperator<InheritedSettings> said =
        inheritedSettings -> settled.apply(inheritedSettings.with(keywordReader));
    if (ROLES.contains(key)) {
      var called = value(keywordReader, key, "name");
      called.allow(Keywords.INCLUDED_ROLE);
      var file = called.word("tasks_from");
      return name(called, "name", outer)
          .map(name -> roles.call(name, file, said, outer))
          .orElse(List.of());
    }
    var named = value(keywordReader, key, "file");
    named.allow(Keywords.INCLUDED_FILE);
    return name(named, "file", outer).map(name -> tasks(name, said.apply(outer))).orElse(List.of());
  }

  /** Returns the key's value as a map, expanding the short form that is only a name. */
  private KeywordReader value(KeywordReader keywordReader, String key, String part) {
    var map =
        switch (keywordReader.node(key).orElseThrow()) {
          case Node.Mapping keys -> keys;
          case Node node ->
              new Node.Mapping(
                  node.at(),
                  List.of(
                      new Node.Entry(new Node.Scalar(node.at(), part, part, true, false), node)));
        };
    return new KeywordReader(map, "'" + key + "'", problems);
  }

  /** Returns the name with the item of the loop filled in. */
  private Optional<Node.Scalar> name(
      KeywordReader keywordReader, String part, InheritedSettings outer) {
    var written = keywordReader.scalar(part);
    if (written.isEmpty() || ValueResolver.isLiteral(written.get())) {
      return written;
    }
    var item = outer.vars().entrySet().stream().filter(e -> e.getKey().equals(ITEM));
    var known = item.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    var unknown = new Problems();
    var filled = ValueResolver.filled(written.get(), VariableScope.of(known), unknown);
    if (unknown.none() && filled instanceof Node.Scalar scalar) {
      return Optional.of(scalar);
    }
    problems.add(
        written.get().at(),
        "the name of an include cannot depend on variables",
        "write each file or role by name, and choose with 'when'");
    return Optional.empty();
  }

  private List<PlayElement> tasks(Node.Scalar name, InheritedSettings inheritedSettings) {
    var found = find(name, inheritedSettings.fileSearchPath());
    if (found.isEmpty()) {
      return List.of();
    }
    var file = found.get();
    if (open.contains(file)) {
      problems.add(name.at(), "the file '" + name.raw() + "' includes itself", "remove it here");
      return List.of();
    }
    open.push(file);
    var list = texts.computeIfAbsent(file, f -> text(name, f)).filter(node -> !node.isEmpty());
    var fileSearchPath =
        inheritedSettings
            .fileSearchPath()
            .in(Optional.ofNullable(file.getParent()).orElse(Path.of("")));
    var read = elements.read(list, "'" + file + "'", inheritedSettings.in(fileSearchPath));
    open.pop();
    return read;
  }

  private Optional<Node> text(Node.Scalar name, Path file) {
    return Source.read(file, file.toString(), name.at(), problems)
        .flatMap(source -> YamlReader.read(source, problems));
  }

  /**
   * Searches next to the file with the include, among the tasks of the role, and next to the
   * playbook.
   */
  private Optional<Path> find(Node.Scalar name, FileSearchPath fileSearchPath) {
    var folders =
        Stream.of(
                Stream.of(fileSearchPath.beside()),
                fileSearchPath.role().map(role -> role.folder().resolve("tasks")).stream(),
                Stream.of(fileSearchPath.playbook()))
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

  /**
   * Lists the files in the folder where the name is searched for, in the form in which it is
   * written.
   */
  private static Stream<String> names(Path folder, String name) {
    var within = name.substring(0, name.lastIndexOf('/') + 1);
    // Null if the folder does not exist.
    return Stream.ofNullable(folder.resolve(within).toFile().list())
        .flatMap(Arrays::stream)
        .map(file -> within + file);
  }
}
