package runbook.modules.etcd.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An option with the value that the user gives it.
 *
 * @param path its position in the task
 * @param value a text, or a list or map of them
 */
record GivenOption(EtcdOption etcdOption, List<String> path, Object value) {

  /** One of several values, and its position. */
  record OptionItem(String text, List<String> path) {}

  /** Returns the value as one text, as it would follow the flag. */
  String text() {
    return items().stream().map(OptionItem::text).collect(Collectors.joining(","));
  }

  /** Returns the parts of a value; a plain text is split at its commas. */
  List<OptionItem> items() {
    return switch (value) {
      case List<?> list ->
          IntStream.range(0, list.size())
              .mapToObj(i -> new OptionItem(String.valueOf(list.get(i)), below(String.valueOf(i))))
              .toList();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(e -> named(String.valueOf(e.getKey()), e.getValue()))
              .toList();
      default -> isSeveral() ? cut() : List.of(new OptionItem(String.valueOf(value), path));
    };
  }

  private java.util.stream.Stream<OptionItem> named(String name, Object given) {
    var values = given instanceof List<?> several ? several : List.of(given);
    return values.stream().map(v -> new OptionItem(name + "=" + v, below(name)));
  }

  private boolean isSeveral() {
    return switch (etcdOption.optionKind()) {
      case LIST, URLS, LISTEN, MEMBERS, GATES -> true;
      case TEXT, PATH, COUNT, SWITCH, TIME, STATE -> false;
    };
  }

  private List<OptionItem> cut() {
    return Arrays.stream(String.valueOf(value).split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .map(part -> new OptionItem(part, path))
        .toList();
  }

  private List<String> below(String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }
}
