package runbook.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.yaml.Node;

/**
 * Selects which servers of a cloud become hosts, and in which groups.
 *
 * @param where labels that a server must have, each with one of these values
 * @param groups the groups that all of them belong to
 * @param byLabel labels whose values name groups
 * @param name the path of a server's name
 * @param address paths of a server's address; the first that exists is used
 */
record CloudServers(
    Node.Sequence list,
    Map<Node.Scalar, List<Node.Scalar>> where,
    List<Node.Scalar> groups,
    List<Node.Scalar> byLabel,
    Node.Scalar name,
    List<Node.Scalar> address) {

  private static final String LABELS = "labels";

  /** Returns the node at a path of keys and indexes, such as {@code private_net.0.ip}. */
  static Optional<Node> at(Node whole, String path) {
    var part = Optional.of(whole);
    for (var key : path.split("\\.", -1)) {
      part =
          part.flatMap(node ->
              switch (node) {
                case Node.Mapping map -> map.get(key);
                case Node.Sequence list when key.matches("\\d{1,9}") ->
                    list.items().stream().skip(Long.parseLong(key)).findFirst();
                case Node.Sequence _, Node.Scalar _ -> Optional.empty();
              });
    }
    return part;
  }

  /** Returns the scalar at a path. */
  static Optional<Node.Scalar> text(Node whole, String path) {
    return at(whole, path)
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast)
        .filter(scalar -> scalar.value() != null);
  }

  static Optional<Node.Scalar> label(Node server, String name) {
    return at(server, LABELS)
        .filter(Node.Mapping.class::isInstance)
        .flatMap(labels -> ((Node.Mapping) labels).get(name))
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast);
  }

  /** Returns the servers that have the labels. */
  List<Node> chosen() {
    return list.items().stream()
        .filter(server ->
            where.entrySet().stream().allMatch(e -> has(server, e.getKey().raw(), e.getValue())))
        .toList();
  }

  static boolean has(Node server, String label, List<Node.Scalar> values) {
    return label(server, label)
        .filter(found -> values.stream().anyMatch(value -> value.raw().equals(found.raw())))
        .isPresent();
  }
}
