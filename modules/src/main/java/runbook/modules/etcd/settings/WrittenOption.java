package runbook.modules.etcd.settings;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An option as written in a YAML file, in a systemd unit, and in an environment file. */
record WrittenOption(GivenOption givenOption, String name) {

  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|m|h)");

  /** Returns the YAML value, quoted unless a number or boolean; durations in nanoseconds. */
  String yaml() {
    return switch (givenOption.etcdOption().optionKind()) {
      case COUNT, SWITCH -> givenOption.text();
      case TIME -> String.valueOf(nanoseconds(givenOption.text()));
      case LIST ->
          givenOption.items().stream()
              .map(optionItem -> yaml(optionItem.text()))
              .collect(Collectors.joining(", ", "[", "]"));
      case TEXT, PATH, URLS, LISTEN, MEMBERS, STATE, GATES -> yaml(givenOption.text());
    };
  }

  private static String yaml(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Returns one word of a systemd command line, with variables and specifiers escaped. */
  String unit() {
    var word = ("--" + name + "=" + givenOption.text()).replace("%", "%%").replace("$", "$$");
    return word.matches("[^\\s\"'\\\\;]+")
        ? word
        : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  String variable() {
    return "ETCD_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
  }

  /** Returns a value that systemd and a shell read in the same way. */
  String environment() {
    return "\"" + givenOption.text().replaceAll("([\\\\\"$`])", "\\\\$1") + "\"";
  }

  private static long nanoseconds(String duration) {
    double sum = 0;
    var parts = PART.matcher(duration);
    while (parts.find()) {
      sum += Double.parseDouble(parts.group(1)) * unit(parts.group(2));
    }
    return Math.round(sum);
  }

  private static double unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      default -> 3600e9;
    };
  }
}
