package runbook.modules.file;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A line with references to the groups of a pattern, in Ansible's notation. */
record BackrefLine(String line) {

  private static final Pattern REFERENCE =
      Pattern.compile("\\\\(?:(?<number>[1-9][0-9]?)|g<(?<name>[A-Za-z0-9]+)>|(?<self>\\\\))");

  String from(MatchResult found) {
    var text = new StringBuilder();
    int at = 0;
    for (var reference : REFERENCE.matcher(line).results().toList()) {
      text.append(line, at, reference.start()).append(value(reference, found));
      at = reference.end();
    }
    return text.append(line.substring(at)).toString();
  }

  /** A group that took no part in the match counts as empty. */
  private static String value(MatchResult reference, MatchResult found) {
    if (reference.group("self") != null) {
      return "\\";
    }
    var name =
        reference.group("number") != null ? reference.group("number") : reference.group("name");
    var value = name.matches("[0-9]+") ? found.group(Integer.parseInt(name)) : found.group(name);
    return value == null ? "" : value;
  }
}
