package runbook.modules.file;

import com.google.re2j.Matcher;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A line with references to the groups of a pattern, in Ansible's notation. */
record BackrefLine(String line) {

  private static final Pattern REFERENCE =
      Pattern.compile("\\\\(?:(?<number>[1-9][0-9]?)|g<(?<name>[A-Za-z0-9]+)>|(?<self>\\\\))");

  String from(Matcher found) {
    var text = new StringBuilder();
    int at = 0;
    for (var reference : REFERENCE.matcher(line).results().toList()) {
      text.append(line, at, reference.start()).append(value(reference, found));
      at = reference.end();
    }
    return text.append(line.substring(at)).toString();
  }

  /** Rejects references to groups that the pattern does not have. */
  void check(com.google.re2j.Pattern pattern) {
    for (var reference : REFERENCE.matcher(line).results().toList()) {
      boolean isKnown =
          reference.group("self") != null
              || (name(reference).matches("[0-9]+")
                  ? Integer.parseInt(name(reference)) <= pattern.groupCount()
                  : pattern.namedGroups().containsKey(name(reference)));
      if (!isKnown) {
        throw new IllegalArgumentException(
            "'regexp' has no group '%s' for 'line'".formatted(name(reference)));
      }
    }
  }

  private static String name(MatchResult reference) {
    return reference.group("number") != null ? reference.group("number") : reference.group("name");
  }

  /** A group that took no part in the match counts as empty. */
  private static String value(MatchResult reference, Matcher found) {
    if (reference.group("self") != null) {
      return "\\";
    }
    var name = name(reference);
    var value = name.matches("[0-9]+") ? found.group(Integer.parseInt(name)) : found.group(name);
    return value == null ? "" : value;
  }
}
