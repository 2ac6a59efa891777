package runbook.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.param.FreeFormEntries;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Reads maps whose keys the module does not fix; values may be unknown. */
final class FreeFormEntryReader {

  private final Problems problems;
  private boolean complete = true;
  private boolean right = true;

  FreeFormEntryReader(Problems problems) {
    this.problems = problems;
  }

  static String why(FreeFormEntries freeFormEntries) {
    return "values that are not known yet: "
        + String.join(", ", new TreeSet<>(freeFormEntries.unknown()));
  }

  Knowledge<Object> read(ValueLabel valueLabel, Node.Mapping map) {
    var known = new LinkedHashMap<String, Object>();
    var unknown = new TreeSet<String>();
    for (var entry : map.entries()) {
      complete = true;
      var name = entry.key().raw();
      var value = value(valueLabel.entry(name), entry.value());
      if (complete) {
        known.put(name, value);
      } else {
        unknown.add(name);
      }
    }
    return right ? new Known<>(new FreeFormEntries(known, unknown)) : Invalid.reported();
  }

  private Object value(ValueLabel valueLabel, Node written) {
    return switch (UnfoldedVariable.unfold(written)) {
      case Node.Sequence list -> {
        var items = new ArrayList<>();
        list.items().forEach(item -> items.add(value(valueLabel.item(), item)));
        yield items;
      }
      case Node.Mapping map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.entries()
            .forEach(
                e -> values.put(e.key().raw(), value(valueLabel.entry(e.key().raw()), e.value())));
        yield values;
      }
      case Node.Scalar scalar -> text(valueLabel, scalar);
    };
  }

  /** Keeps a number as written: the version 1.10 is not the number 1.1. */
  private Object text(ValueLabel valueLabel, Node.Scalar scalar) {
    if (scalar.value() instanceof Unknown<?>) {
      complete = false;
      return "";
    }
    if (scalar.value() == null) {
      right = false;
      problems.add(
          scalar.at(), valueLabel.phrase() + " has no value", "leave it out, or give it one");
      return "";
    }
    return scalar.plain() ? scalar.raw() : String.valueOf(scalar.value());
  }
}
