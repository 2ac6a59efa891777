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

/** The symbolic links that are known, by which a place has more than one name. */
final class HostLinks {

  /** More links than that in a row are a circle. */
  private static final int MOST = 40;

  private final Set<HostPath> examined = new HashSet<>();
  private final Map<String, String> targets = new HashMap<>();
  private final Map<HostPath, List<String>> names = new HashMap<>();

  /** What to look at to know all names of these places; empty when they are known. */
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
      examined.addAll(looked.paths());
      links.forEach((link, target) -> put((String) link, (String) target));
    }
  }

  /** A link that an earlier step would make. */
  void put(String link, String target) {
    targets.put(link, target);
    names.clear();
  }

  /** What is going to be at these places is known, and is no link. */
  void know(List<Place> places) {
    unknown(places).ifPresent(looked -> examined.addAll(looked.paths()));
  }

  /** Whatever led somewhere may lead elsewhere. */
  void forget() {
    examined.clear();
    targets.clear();
    names.clear();
  }

  /** Something was written there: the paths that lead through it may lead elsewhere. */
  void forget(HostPath written) {
    examined.removeIf(path -> join(written, new Reach(true, true), path, true));
    targets.keySet().removeIf(link -> touch(link, written.path(), false, true));
    names.clear();
  }

  HostLinks copy() {
    var copy = new HostLinks();
    copy.examined.addAll(examined);
    copy.targets.putAll(targets);
    return copy;
  }

  /** How a path is written: a link there is followed or not, and what is below is written too. */
  record Reach(boolean follows, boolean under) {}

  /**
   * Whether what is written at one path is seen at the other, by whatever links.
   *
   * @param over whether the other shows what lies in it
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
    return (reach.follows() ? names(written) : entries(written))
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

  /** Of paths nobody has looked at: those that share a name may meet by a linked directory. */
  private static boolean alike(HostPath one, HostPath other) {
    return has(one, "..") || has(other, "..") || has(one, other.name()) || has(other, one.name());
  }

  private static boolean has(HostPath path, String name) {
    return (path.path() + "/").contains("/" + name + "/");
  }

  /** The path, and what it becomes with one link after another followed. */
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

  /** With the first link on the way, or the first step back, taken. */
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
