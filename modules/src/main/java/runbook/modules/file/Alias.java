package runbook.modules.file;

import java.util.List;
import runbook.module.param.HostPath;

/** Whether what happens at one path can be seen at another. */
final class Alias {

  private Alias() {}

  /**
   * True for all that lie in each other, and for all that may do so by way of a linked directory:
   * {@code /var/run/app} and {@code /run/app/pid} share the name of what changes.
   */
  static boolean possible(HostPath one, HostPath other) {
    var names = names(one);
    var others = names(other);
    return names.isEmpty()
        || others.isEmpty()
        || names.contains(others.getLast())
        || others.contains(names.getLast());
  }

  private static List<String> names(HostPath path) {
    return path.path().equals("/") ? List.of() : List.of(path.path().substring(1).split("/", -1));
  }
}
