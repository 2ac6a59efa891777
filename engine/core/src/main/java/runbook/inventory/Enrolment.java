package runbook.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Makes hosts of servers. */
final class Enrolment {

  /** What clouds write for a label that is only there or not. */
  private static final List<String> SET = List.of("", "true");

  private final Draft draft;
  private final Problems problems;

  Enrolment(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
  }

  void enrol(Servers servers) {
    var chosen = servers.chosen();
    if (chosen.isEmpty()) {
      nobody(servers);
    }
    servers.groups().forEach(group -> group(group.raw(), group, "'group'"));
    chosen.forEach(server -> host(server, servers));
  }

  private void host(Node server, Servers servers) {
    var name = Servers.text(server, servers.name().raw());
    if (name.isEmpty()) {
      problems.add(server.at(), "this server has no '" + servers.name().raw() + "'");
      return;
    }
    var hosts = HostRange.expand(name.get(), problems);
    var address = address(server, name.get(), servers);
    if (hosts.isEmpty() || address.isEmpty()) {
      return;
    }
    var at = name.get().at();
    var vars =
        List.of(
            new Node.Entry(key(name.get(), Setting.ADDRESS.key()), address.get()),
            new Node.Entry(key(name.get(), "server"), server));
    var groups = new ArrayList<String>();
    servers.groups().forEach(group -> groups.add(group.raw()));
    servers.byLabel().forEach(label -> byLabel(server, label).ifPresent(groups::add));
    if (groups.isEmpty()) {
      groups.add(Inventory.ALL);
    }
    groups.forEach(group -> draft.host(hosts.getFirst(), at, draft.group(group, at), vars));
  }

  private static Node.Scalar key(Node.Scalar near, String name) {
    return new Node.Scalar(near.at(), name, name, true, false);
  }

  private Optional<Node.Scalar> address(Node server, Node.Scalar name, Servers servers) {
    var address =
        servers.address().stream()
            .flatMap(path -> Servers.text(server, path.raw()).stream())
            .findFirst();
    if (address.isEmpty()) {
      problems.add(
          name.at(),
          "the server '%s' has no '%s'"
              .formatted(
                  name.raw(),
                  servers.address().stream()
                      .map(Node.Scalar::raw)
                      .collect(Collectors.joining("' or '"))),
          "say under 'address' where it is, or leave the server out by 'where'");
    }
    return address;
  }

  /** The group that a label puts the server in. */
  private Optional<String> byLabel(Node server, Node.Scalar label) {
    return Servers.label(server, label.raw())
        .filter(value -> !value.raw().equals("false"))
        .map(value -> SET.contains(value.raw()) ? label : value)
        .filter(group -> group(group.raw(), group, "the label '" + label.raw() + "'"))
        .map(Node.Scalar::raw);
  }

  private boolean group(String name, Node.Scalar named, String what) {
    boolean fits = InventoryReader.isGroup(name);
    if (fits) {
      var _ = draft.group(name, named.at());
    } else {
      problems.add(
          named.at(),
          "'%s' of %s cannot be the name of a group".formatted(name, what),
          "use letters, digits, '_', '-' and '.'");
    }
    return fits;
  }

  /** Nobody is chosen: says which label is to blame. */
  private void nobody(Servers servers) {
    var all = servers.list().items();
    for (var wanted : servers.where().entrySet()) {
      var label = wanted.getKey();
      if (all.stream().noneMatch(s -> Servers.has(s, label.raw(), wanted.getValue()))) {
        var values =
            all.stream()
                .flatMap(s -> Servers.label(s, label.raw()).stream())
                .map(Node.Scalar::raw)
                .collect(Collectors.toCollection(TreeSet::new));
        problems.add(
            label.at(),
            values.isEmpty()
                ? "no server has the label '" + label.raw() + "'"
                : "no server has this value for the label '" + label.raw() + "'",
            values.isEmpty()
                ? Suggestion.hint(label.raw(), labels(all))
                : "there is: " + String.join(", ", values));
        return;
      }
    }
    if (all.isEmpty()) {
      problems.add(servers.list().at(), "there is no server in this list");
    } else {
      var first = servers.where().keySet().stream().findFirst();
      problems.add(first.orElse(servers.name()).at(), "no server has all of these labels");
    }
  }

  private static List<String> labels(List<Node> servers) {
    return servers.stream()
        .flatMap(server -> Servers.at(server, "labels").stream())
        .filter(Node.Mapping.class::isInstance)
        .flatMap(labels -> ((Node.Mapping) labels).entries().stream())
        .map(entry -> entry.key().raw())
        .distinct()
        .toList();
  }
}
