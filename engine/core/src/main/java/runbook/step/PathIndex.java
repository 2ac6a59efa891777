package runbook.step;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import runbook.module.param.HostPath;

/**
 * Finds values by paths that have a name in common. Two paths of which one lies below the other, or
 * which may meet through an unknown link, are always among them.
 */
final class PathIndex<T> {

  /** The values of paths in which a folder or the end has this name. */
  private final Map<String, Set<T>> containing = new HashMap<>();

  /** The values of paths that end with this name. */
  private final Map<String, Set<T>> ending = new HashMap<>();

  /** The values of paths that may overlap any other. */
  private final Set<T> anywhere = new LinkedHashSet<>();

  void add(HostPath path, T value) {
    if (isAnywhere(path)) {
      anywhere.add(value);
      return;
    }
    for (var name : names(path)) {
      containing.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
    }
    ending.computeIfAbsent(path.name(), _ -> new LinkedHashSet<>()).add(value);
  }

  /** Reports whether a path may overlap any other, so that no index helps. */
  static boolean isAnywhere(HostPath path) {
    return path.path().equals("/") || path.path().contains("..");
  }

  /** Adds the values whose paths may overlap this one. */
  void collect(HostPath path, Set<T> found) {
    found.addAll(anywhere);
    found.addAll(containing.getOrDefault(path.name(), Set.of()));
    for (var name : names(path)) {
      found.addAll(ending.getOrDefault(name, Set.of()));
    }
  }

  /** Adds the values at or below a path. */
  void collectBelow(HostPath path, Set<T> found) {
    found.addAll(containing.getOrDefault(path.name(), Set.of()));
  }

  private static String[] names(HostPath path) {
    return path.path().substring(1).split("/", -1);
  }
}
