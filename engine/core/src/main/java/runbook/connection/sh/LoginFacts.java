package runbook.connection.sh;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Parses what a host reports about itself at login. */
final class LoginFacts {

  private static final Pattern ID = Pattern.compile("uid=(\\d+)(?:\\(([^)]*)\\))?.*");

  private LoginFacts() {}

  /**
   * Parses the facts from three lines.
   *
   * @param id the output of {@code id}
   * @param uname the output of {@code uname -snm}
   * @param system ID and VERSION_ID of os-release
   */
  static Map<String, String> of(String id, String uname, String system) {
    var facts = new LinkedHashMap<String, String>();
    var who = ID.matcher(id);
    if (who.matches()) {
      facts.put("uid", who.group(1));
      facts.put("user", who.group(2) == null ? who.group(1) : who.group(2));
    }
    var machine = uname.split(" ", -1);
    if (machine.length == 3) {
      facts.put("kernel", machine[0]);
      facts.put("hostname", machine[1]);
      facts.put("arch", machine[2]);
    }
    var release = system.strip().split(" ", 2);
    if (!release[0].isEmpty()) {
      facts.put("os", release[0]);
    }
    if (release.length == 2) {
      facts.put("os_version", release[1]);
    }
    return java.util.Collections.unmodifiableMap(facts);
  }
}
