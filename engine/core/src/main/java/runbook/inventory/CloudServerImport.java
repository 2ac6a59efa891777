package runbook.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Creates hosts from the servers of a cloud. */
final class CloudServerImport {

  /** Values that clouds write for labels without a value. */
  private static final List<String> SET = List.of("", "true");

  private final InventoryDraft inventoryDraft;
  private final Problems problems;

  CloudServerImport(InventoryDraft inventoryDraft, Problems problems) {
    this.inventoryDraft = inventoryDraft;
    this.problems = problems;
  }

  void addHosts(CloudServers cloudServers) {
    var chosen = cloudServers.chosen();
    if (chosen.isEmpty()) {
      reportNoMatch(cloudServers);
    }
    cloudServers.groups().forEach(group -> group(group.raw(), group, "'group'"));
    chosen.forEach(server -> host(server, cloudServers));
  }

  private void host(Node server, CloudServers cloudServers) {
    var name = CloudServers.text(server, cloudServers.name().raw());
    if (name.isEmpty()) {
      problems.add(server.at(), "this server has no '" + cloudServers.name().raw() + "'");
      return;
    }
    var hosts = HostRange.expand(name.get(), problems);
    var address = address(server, name.get(), cloudServers);
    if (hosts.isEmpty() || address.isEmpty()) {
      return;
    }
    var at = name.get().at();
    var vars =
        List.of(
            new Node.Entry(key(name.get(), ConnectionSetting.ADDRESS.key()), address.get()),
            new Node.Entry(key(name.get(), "server"), server));
    var groups = new ArrayList<String>();
    cloudServers.groups().forEach(group -> groups.add(group.raw()));
    cloudServers.byLabel().forEach(label -> byLabel(server, label).ifPresent(groups::add));
    if (groups.isEmpty()) {
      groups.add(Inventory.ALL);
    }
    groups.forEach(
        group -> inventoryDraft.host(hosts.getFirst(), at, inventoryDraft.group(group, at), vars));
  }

  private static Node.Scalar key(Node.Scalar near, String name) {
    return new Node.Scalar(near.at(), name, name, true, false);
  }

  private Optional<Node.Scalar> address(Node server, Node.Scalar name, CloudServers cloudServers) {
    var address =
        cloudServers.address().stream()
            .flatMap(path -> CloudServers.text(server, path.raw()).stream())
            .findFirst();
    if (address.isEmpty()) {
      problems.add(
          name.at(),
          "the server '%s' has no '%s'"
              .formatted(
                  name.raw(),
                  cloudServers.address().stream()
                      .map(Node.Scalar::raw)
                      .collect(Collectors.joining("' or '"))),
          "set the path of its address in 'address', or exclude the server with 'where'");
    }
    return address;
  }

  /** Returns the group that a label puts the server in. */
  private Optional<String> byLabel(Node server, Node.Scalar label) {
    return CloudServers.label(server, label.raw())
        .filter(value -> !value.raw().equals("false"))
        .map(value -> SET.contains(value.raw()) ? label : value)
        .filter(group -> group(group.raw(), group, "the label '" + label.raw() + "'"))
        .map(Node.Scalar::raw);
  }

  private boolean group(String name, Node.Scalar named, String what) {
    boolean fits = InventoryReader.isGroup(name);
    if (fits) {
      var _ = inventoryDraft.group(name, named.at());
    } else {
      problems.add(
          named.at(),
          "'%s' of %s cannot be the name of a group".formatted(name, what),
          "use letters, digits, '_', '-' and '.'");
    }
    return fits;
  }

  /** Reports that no server matches, and which label excludes them all. */
  private void reportNoMatch(CloudServers cloudServers) {
    var all = cloudServers.list().items();
    for (var wanted : cloudServers.where().entrySet()) {
      var label = wanted.getKey();
      if (all.stream().noneMatch(s -> CloudServers.has(s, label.raw(), wanted.getValue()))) {
        var values =
            all.stream()
                .flatMap(s -> CloudServers.label(s, label.raw()).stream())
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
      problems.add(cloudServers.list().at(), "there is no server in this list");
    } else {
      var first = cloudServers.where().keySet().stream().findFirst();
      problems.add(first.orElse(cloudServers.name()).at(), "no server has all of these labels");
    }
  }

  private static List<String> labels(List<Node> servers) {
    return servers.stream()
        .flatMap(server -> CloudServers.at(server, "labels").stream())
        .filter(Node.Mapping.class::isInstance)
        .flatMap(labels -> ((Node.Mapping) labels).entries().stream())
        .map(entry -> entry.key().raw())
        .distinct()
        .toList();
  }
}
