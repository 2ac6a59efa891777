package runbook.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import runbook.schema.ValueDescription;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads {@code servers}: where to get a cloud's list of servers, and which of them are hosts. */
final class ServersEntryReader {

  private static final List<String> KEYS =
      List.of("from", "command", "where", "group", "group_by_label", "name", "address");

  /** The default paths of a server's address. */
  private static final List<String> ADDRESSES = List.of("public_net.ipv4.ip", "private_net.0.ip");

  private final Problems problems;
  private final Consumer<String> notes;

  ServersEntryReader(Problems problems, Consumer<String> notes) {
    this.problems = problems;
    this.notes = notes;
  }

  /** Returns whether this is such an entry, and not a group with that name. */
  static boolean is(Node.Entry entry) {
    return entry.key().raw().equals("servers")
        && (entry.value() instanceof Node.Sequence
            || (entry.value() instanceof Node.Mapping form
                && form.entries().stream().anyMatch(e -> KEYS.contains(e.key().raw()))));
  }

  /** Reads one entry or a list of them. */
  List<CloudServers> read(Node node) {
    return switch (node) {
      case Node.Sequence forms -> forms.items().stream().flatMap(f -> read(f).stream()).toList();
      case Node.Mapping form -> form(form).stream().toList();
      case Node.Scalar _ -> {
        problems.add(node.at(), "this must be a map, as in {from: servers.json, group: web}");
        yield List.of();
      }
    };
  }

  private Optional<CloudServers> form(Node.Mapping form) {
    for (var entry : form.entries()) {
      if (!KEYS.contains(entry.key().raw())) {
        var near = Suggestion.hint(entry.key().raw(), KEYS);
        problems.add(
            entry.key().at(),
            "'servers' has no '" + entry.key().raw() + "'",
            near.isEmpty() ? "it has " + String.join(", ", KEYS) : near);
      }
    }
    var name = names(form, "name").stream().findFirst();
    var address = names(form, "address");
    return list(form)
        .map(list ->
            new CloudServers(
                list,
                where(form),
                names(form, "group"),
                names(form, "group_by_label"),
                name.orElseGet(() -> word(form, "name")),
                address.isEmpty()
                    ? ADDRESSES.stream().map(path -> word(form, path)).toList()
                    : address));
  }

  private static Node.Scalar word(Node.Mapping form, String text) {
    return new Node.Scalar(form.at(), text, text, true, false);
  }

  private Map<Node.Scalar, List<Node.Scalar>> where(Node.Mapping form) {
    var where = new LinkedHashMap<Node.Scalar, List<Node.Scalar>>();
    switch (form.get("where").orElse(null)) {
      case null -> {}
      case Node.Mapping labels ->
          labels.entries().forEach(e -> where.put(e.key(), names(labels, e.key().raw())));
      case Node node -> problems.add(node.at(), "'where' must be a map, as in {role: web}");
    }
    return where;
  }

  private List<Node.Scalar> names(Node.Mapping map, String key) {
    var items =
        switch (map.get(key).orElse(null)) {
          case null -> List.<Node>of();
          case Node.Sequence list -> list.items();
          case Node node -> List.of(node);
        };
    var names = new ArrayList<Node.Scalar>();
    for (var item : items) {
      if (item instanceof Node.Scalar scalar && scalar.value() != null) {
        names.add(scalar);
      } else {
        problems.add(item.at(), "'%s' must be a text or a list of texts".formatted(key));
      }
    }
    return names;
  }

  private Optional<Node.Sequence> list(Node.Mapping form) {
    var file = names(form, "from").stream().findFirst();
    var command = names(form, "command");
    if (file.isPresent() == !command.isEmpty()) {
      problems.add(
          form.at(),
          "'servers' needs either 'from' or 'command'",
          "from: servers.json is a file, command: [hcloud, server, list, -o, json] prints it");
      return Optional.empty();
    }
    return file.map(this::text)
        .orElseGet(() -> output(command))
        .flatMap(source -> YamlReader.read(source, problems))
        .flatMap(this::list);
  }

  private Optional<Source> text(Node.Scalar file) {
    var place = folder(file).resolve(file.raw());
    return Source.read(place, place.toString(), file.at(), problems);
  }

  private Optional<Source> output(List<Node.Scalar> command) {
    var words = command.stream().map(Node.Scalar::raw).toList();
    var first = command.getFirst();
    return new InventoryProgram(words, folder(first), notes).output(first.at(), problems);
  }

  private static Path folder(Node.Scalar named) {
    var inventory = Path.of(named.at().source().name());
    return Optional.ofNullable(inventory.getParent()).orElse(Path.of(""));
  }

  /** Returns the list. Cloud APIs wrap it in a map with one key. */
  private Optional<Node.Sequence> list(Node node) {
    var list = node instanceof Node.Mapping map ? map.get("servers").orElse(node) : node;
    if (list instanceof Node.Sequence servers) {
      return Optional.of(servers);
    }
    problems.add(
        node.at(),
        "this must be a list of servers, but it is " + ValueDescription.of(node),
        "begin with [");
    return Optional.empty();
  }
}
