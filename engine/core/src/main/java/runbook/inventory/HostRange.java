package runbook.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Expands ranges of host names: {@code web[1:3]}, {@code web[01:12:2]}, {@code db[a:c]}. */
final class HostRange {

  private static final int MOST = 10_000;
  private static final Pattern RANGE =
      Pattern.compile(
          "\\[(?:(\\d{1,9}):(\\d{1,9})|([a-z]):([a-z])|([A-Z]):([A-Z]))(?::(\\d{1,5}))?]");
  private static final Pattern NAME = Pattern.compile("(?!\\.+$)[\\w.@%+][\\w.@%+-]*");

  private HostRange() {}

  /** Returns the names; none after a problem. */
  static List<String> expand(Node.Scalar key, Problems problems) {
    var names = expand(key.raw(), 1);
    if (names.isEmpty()) {
      problems.add(
          key.at(),
          "'" + key.raw() + "' is not a range of hosts",
          "write [first:last] with at most " + MOST + " hosts, such as web[01:12]");
      return List.of();
    }
    if (!NAME.matcher(names.get().getFirst()).matches()) {
      problems.add(
          key.at(),
          "'" + key.raw() + "' cannot be the name of a host",
          "give it a name of letters, digits, '.', '-' and '_' that begins with a letter or digit,"
              + " and its IP address as 'address'");
      return List.of();
    }
    return names.get();
  }

  /** Returns empty if brackets do not contain a range, or if there are too many hosts. */
  private static Optional<List<String>> expand(String text, int before) {
    var range = RANGE.matcher(text);
    if (!range.find()) {
      return text.contains("[") ? Optional.empty() : Optional.of(List.of(text));
    }
    var values = values(range);
    long count = (long) before * values.size();
    if (values.isEmpty() || count > MOST || text.substring(0, range.start()).contains("[")) {
      return Optional.empty();
    }
    var start = text.substring(0, range.start());
    return expand(text.substring(range.end()), (int) count)
        .map(ends -> {
          var names = new ArrayList<String>();
          values.forEach(v -> ends.forEach(e -> names.add(start + v + e)));
          return names;
        });
  }

  private static List<String> values(Matcher range) {
    int step = range.group(7) == null ? 1 : Integer.parseInt(range.group(7));
    boolean digits = range.group(1) != null;
    int letters = range.group(3) != null ? 3 : 5;
    int first = digits ? Integer.parseInt(range.group(1)) : range.group(letters).charAt(0);
    int last = digits ? Integer.parseInt(range.group(2)) : range.group(letters + 1).charAt(0);
    var values = new ArrayList<String>();
    if (step == 0 || last - first > (long) step * MOST) {
      return values;
    }
    // {@code web[01:12]} counts with leading zeros.
    int width = digits && range.group(1).startsWith("0") ? range.group(1).length() : 1;
    for (int i = first; i <= last; i += step) {
      values.add(digits ? ("%0" + width + "d").formatted(i) : Character.toString(i));
    }
    return values;
  }
}
