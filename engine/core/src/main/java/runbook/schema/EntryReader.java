package runbook.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.param.Entries;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Reads values under names that no module fixes, as far as they are known. */
final class EntryReader {

  private final Problems problems;
  private boolean complete = true;
  private boolean right = true;

  EntryReader(Problems problems) {
    this.problems = problems;
  }

  static String why(Entries entries) {
    return "what is not known yet: " + String.join(", ", new TreeSet<>(entries.unknown()));
  }

  Knowledge<Object> read(Spot spot, Node.Mapping map) {
    var known = new LinkedHashMap<String, Object>();
    var unknown = new TreeSet<String>();
    for (var entry : map.entries()) {
      complete = true;
      var name = entry.key().raw();
      var value = value(spot.entry(name), entry.value());
      if (complete) {
        known.put(name, value);
      } else {
        unknown.add(name);
      }
    }
    return right ? new Known<>(new Entries(known, unknown)) : Invalid.told();
  }

  private Object value(Spot spot, Node written) {
    return switch (Held.unfold(written)) {
      case Node.Sequence list -> {
        var items = new ArrayList<>();
        list.items().forEach(item -> items.add(value(spot.item(), item)));
        yield items;
      }
      case Node.Mapping map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.entries()
            .forEach(e -> values.put(e.key().raw(), value(spot.entry(e.key().raw()), e.value())));
        yield values;
      }
      case Node.Scalar scalar -> text(spot, scalar);
    };
  }

  /** As it is written: a version such as 1.10 is not the number 1.1. */
  private Object text(Spot spot, Node.Scalar scalar) {
    if (scalar.value() instanceof Unknown<?>) {
      complete = false;
      return "";
    }
    if (scalar.value() == null) {
      right = false;
      problems.add(scalar.at(), spot.phrase() + " has no value", "leave it out, or give it one");
      return "";
    }
    return scalar.plain() ? scalar.raw() : String.valueOf(scalar.value());
  }
}
