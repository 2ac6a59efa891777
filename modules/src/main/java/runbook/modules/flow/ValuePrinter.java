package runbook.modules.flow;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats values for people, with list items and map entries on separate lines. */
final class ValuePrinter {

  private ValuePrinter() {}

  static String of(Object value) {
    return switch (value) {
      case null -> "null";
      case List<?> list when list.isEmpty() -> "[]";
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case List<?> list ->
          list.stream().map(item -> "- " + hanging(of(item))).collect(Collectors.joining("\n"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> entry(String.valueOf(e.getKey()), e.getValue()))
              .collect(Collectors.joining("\n"));
      default -> value.toString();
    };
  }

  private static String entry(String key, Object value) {
    var shown = of(value);
    boolean isShort = !shown.contains("\n") && !isFull(value);
    return isShort ? key + ": " + shown : key + ":\n" + shown.indent(2).stripTrailing();
  }

  private static boolean isFull(Object value) {
    return (value instanceof Map<?, ?> map && !map.isEmpty())
        || (value instanceof List<?> list && !list.isEmpty());
  }

  private static String hanging(String text) {
    return text.replace("\n", "\n  ");
  }
}
