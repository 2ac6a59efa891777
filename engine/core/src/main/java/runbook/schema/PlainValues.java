package runbook.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import runbook.value.SecretText;
import runbook.yaml.Node;

/** Returns the values of nodes whose variables are already filled in. */
final class PlainValues {

  private PlainValues() {}

  static Map<String, Object> map(Node.Mapping map) {
    var values = new LinkedHashMap<String, Object>();
    map.entries().forEach(e -> values.put(e.key().raw(), value(e.value())));
    return Collections.unmodifiableMap(values);
  }

  private static Object value(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.secret() ? SecretText.of(scalar.value()) : scalar.value();
      case Node.Mapping map -> map(map);
      case Node.Sequence list -> {
        var items = new ArrayList<Object>();
        list.items().forEach(item -> items.add(value(item)));
        yield Collections.unmodifiableList(items);
      }
    };
  }
}
