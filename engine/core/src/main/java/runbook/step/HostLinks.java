package runbook.step;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Place;
import runbook.module.param.HostPath;

/** The known symbolic links, through which a place can have several paths. */
final class HostLinks {

  /** A longer chain of links counts as a loop. */
  private static final int MOST = 40;

  private Set<HostPath> examined = new HashSet<>();
  private Map<String, String> targets = new HashMap<>();

  /** Whether a copy uses the same sets, so that they must be replaced before a change. */
  private boolean isShared;

  /** All paths that were ever examined here or in a copy. */
  private PathIndex<HostPath> index = new PathIndex<>();

  private final Map<HostPath, List<String>> names = new HashMap<>();

  /** Returns the facts to read to know all paths of these places; empty if all are known. */
  Optional<LinksFact> unknown(Collection<Place> places) {
    var paths = new TreeSet<HostPath>((a, b) -> a.path().compareTo(b.path()));
    for (var place : places) {
      switch (place) {
        case Place.Path(HostPath path) -> paths.add(path);
        case Place.Itself(HostPath path) -> paths.add(path);
        default -> {}
      }
    }
    paths.removeAll(examined);
    return paths.isEmpty() ? Optional.empty() : Optional.of(new LinksFact(paths));
  }

  void learn(LinksFact looked, Knowledge<?> sight) {
    if (sight instanceof Known<?>(Map<?, ?> links)) {
      examine(looked.paths());
      links.forEach((link, target) -> put((String) link, (String) target));
    }
  }

  /** Adds a link that an earlier step would create. */
  void put(String link, String target) {
    if (target.equals(targets.get(link))) {
      return;
    }
    unshare();
    targets.put(link, target);
    names.clear();
  }

  private void examine(Collection<HostPath> paths) {
    if (examined.containsAll(paths)) {
      return;
    }
    unshare();
    examined.addAll(paths);
    paths.forEach(path -> index.add(path, path));
  }

  private void unshare() {
    if (isShared) {
      examined = new HashSet<>(examined);
      targets = new HashMap<>(targets);
      isShared = false;
    }
  }

  /** Records that these places will be known, and that none of them is a link. */
  void know(List<Place> places) {
    unknown(places).ifPresent(looked -> examine(looked.paths()));
  }

  /** Forgets all links, since any may have changed. */
  void forget() {
    examined = new HashSet<>();
    targets = new HashMap<>();
    isShared = false;
    index = new PathIndex<>();
    names.clear();
  }

  /** Forgets the paths through a place that was written, since they may lead elsewhere now. */
  void forget(HostPath written) {
    // All are decided before the first is forgotten, because join looks at what was examined.
    var reached =
        near(written).stream()
            .filter(path -> join(written, new Reach(true, true), path, true))
            .toList();
    var gone =
        targets.keySet().stream().filter(link -> touch(link, written.path(), false, true)).toList();
    if (!reached.isEmpty() || !gone.isEmpty()) {
      unshare();
      reached.forEach(examined::remove);
      gone.forEach(targets::remove);
    }
    if (!gone.isEmpty()) {
      names.clear();
    }
  }

  /** Returns the examined paths that a write may reach. */
  private Collection<HostPath> near(HostPath written) {
    if (PathIndex.isAnywhere(written) || leadsThroughLink(written.path())) {
      return examined;
    }
    var found = new LinkedHashSet<HostPath>();
    index.collect(written, found);
    targets.keySet().forEach(link -> index.collectBelow(new HostPath(link), found));
    found.retainAll(examined);
    return found;
  }

  /** Returns the paths of all known links. */
  Set<String> links() {
    return targets.keySet();
  }

  HostLinks copy() {
    var copy = new HostLinks();
    copy.examined = examined;
    copy.targets = targets;
    copy.index = index;
    copy.isShared = true;
    isShared = true;
    return copy;
  }

  void learn(HostLinks other) {
    examine(other.examined);
    other.targets.forEach(this::put);
  }

  /** Returns the target of a link, if this is a known one. */
  Optional<String> target(String path) {
    return Optional.ofNullable(targets.get(path));
  }

  /** Reports whether a path is a link or leads through one, as far as that is known. */
  boolean leadsThroughLink(String path) {
    return !followed(path).equals(path);
  }

  /** How a path is written: a link there is followed or not, and what is below is written too. */
  record Reach(boolean follows, boolean under) {}

  /**
   * Reports whether a write at one path shows at the other, through any links.
   *
   * @param over whether the path that is read also shows what lies in it
   */
  boolean join(HostPath written, Reach reach, HostPath read, boolean over) {
    boolean nested = read.isBelow(written) || written.isBelow(read);
    if (nested || written.equals(read)) {
      return touch(written.path(), read.path(), reach.under(), over);
    }
    if (!examined.contains(written) || !examined.contains(read)) {
      return alike(written, read);
    }
    var others = names(read);
    var own = names(reach.follows() ? written : written.parent());
    if (own.size() == 1 && others.size() == 1) {
      // Neither has another name than those that were compared above.
      return false;
    }
    return (reach.follows() ? own : entries(written))
        .stream().anyMatch(a -> others.stream().anyMatch(b -> touch(a, b, reach.under(), over)));
  }

  /** The names of the folder, each with the path's own name. */
  private List<String> entries(HostPath path) {
    return names(path.parent()).stream()
        .map(folder -> new HostPath(folder + "/" + path.name()).path())
        .toList();
  }

  private static boolean touch(String one, String other, boolean under, boolean over) {
    return one.equals(other) || (under && lies(other, one)) || (over && lies(one, other));
  }

  private static boolean lies(String inner, String outer) {
    return outer.equals("/")
        || (inner.length() > outer.length()
            && inner.startsWith(outer)
            && inner.charAt(outer.length()) == '/');
  }

  /**
   * Compares paths whose links have not been read: paths that share a name may meet through a
   * linked folder.
   */
  private static boolean alike(HostPath one, HostPath other) {
    return has(one, "..") || has(other, "..") || has(one, other.name()) || has(other, one.name());
  }

  /** Reports whether a folder of the path, or its end, has this name. */
  private static boolean has(HostPath hostPath, String name) {
    var path = hostPath.path();
    for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
      int end = slash + 1 + name.length();
      if (path.startsWith(name, slash + 1) && (end == path.length() || path.charAt(end) == '/')) {
        return true;
      }
    }
    return false;
  }

  /** Returns the path, and each path that results from following one more link. */
  private List<String> names(HostPath path) {
    return names.computeIfAbsent(path, p -> List.copyOf(ways(p.path())));
  }

  private Set<String> ways(String path) {
    var ways = new LinkedHashSet<String>();
    var at = path;
    while (ways.size() < MOST && ways.add(at)) {
      at = followed(at);
    }
    return ways;
  }

  /** Resolves the first link or the first ".." in the path. */
  private String followed(String path) {
    var parts = path.substring(1).split("/", -1);
    var done = new ArrayList<String>();
    for (int i = 0; i < parts.length; i++) {
      var rest = List.of(parts).subList(i + 1, parts.length);
      if (parts[i].equals("..")) {
        return joined(done.subList(0, Math.max(0, done.size() - 1)), rest);
      }
      done.add(parts[i]);
      var target = targets.get(joined(done, List.of()));
      if (target != null) {
        var plain = new HostPath(target).path();
        return joined(List.of(plain.substring(1).split("/", -1)), rest);
      }
    }
    return path;
  }

  private static String joined(List<String> folders, List<String> rest) {
    var all = new ArrayList<>(folders);
    all.addAll(rest);
    all.removeIf(String::isEmpty);
    return "/" + String.join("/", all);
  }
}
