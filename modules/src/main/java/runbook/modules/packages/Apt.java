package runbook.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.messages.KnownMessages;

/**
 * The options for apt.
 *
 * @param lists how old the package lists may be; empty to use them as they are
 * @param start whether services may start
 * @param purge whether to remove settings too
 */
record Apt(Optional<Duration> lists, boolean start, boolean purge) {

  static final ShellFile SH = ShellFile.beside(Apt.class, "apt.sh");

  /** Tells whether apt may fetch the lists. */
  boolean fetches() {
    return lists.isPresent();
  }

  Script install(List<String> names) {
    var steps = new ArrayList<String>();
    lists.ifPresent(age -> steps.add("apt_fresh " + age.toSeconds()));
    steps.add((start ? "apt_do" : "apt_unstarted") + " install " + words(names));
    return script(steps);
  }

  Script remove(List<String> names) {
    return script(List.of("apt_do " + (purge ? "purge " : "remove ") + words(names)));
  }

  static Script update() {
    return script(List.of("apt_fresh 0"));
  }

  private static String words(List<String> names) {
    return names.stream().map(Script::quote).collect(Collectors.joining(" ", "-- ", ""));
  }

  private static Script script(List<String> steps) {
    return new Script(String.join(" && ", steps))
        .sharing(SH)
        .withFailureHint(KnownMessages.OF_PACKAGES);
  }
}
