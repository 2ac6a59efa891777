package runbook.modules.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The installed versions of some packages on a host.
 *
 * @param asRoot whether root read the state; only root may change it
 * @param versions the installed versions; an empty text if the host will choose one
 * @param candidates the newest versions in the host's lists, if they were asked for
 */
public record InstalledPackages(
    boolean asRoot, Map<String, String> versions, Map<String, Optional<String>> candidates) {

  public InstalledPackages {
    versions = Map.copyOf(versions);
    candidates = Map.copyOf(candidates);
  }

  InstalledPackages present(String name, Optional<String> version) {
    boolean isGood =
        versions.containsKey(name) && version.map(v -> v.equals(versions.get(name))).orElse(true);
    return isGood ? this : with(name, version.orElse(""));
  }

  InstalledPackages absent(String name) {
    var fewer = new TreeMap<>(versions);
    fewer.remove(name);
    return new InstalledPackages(asRoot, fewer, candidates);
  }

  InstalledPackages latest(String name) {
    return candidates.getOrDefault(name, Optional.empty()).map(v -> with(name, v)).orElse(this);
  }

  InstalledPackages with(String name, String version) {
    var more = new TreeMap<>(versions);
    more.put(name, version);
    return new InstalledPackages(asRoot, more, candidates);
  }

  /** Returns the packages that no list has. */
  List<String> missingFromLists() {
    return candidates.entrySet().stream()
        .filter(e -> e.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  String shown(String name) {
    var version = versions.get(name);
    return version == null ? "absent" : version.isEmpty() ? "installed" : version;
  }

  @Override
  public String toString() {
    return versions.isEmpty()
        ? "absent"
        : new TreeMap<>(versions)
            .entrySet().stream()
                .map(e -> (e.getKey() + " " + e.getValue()).strip())
                .collect(Collectors.joining(", "));
  }
}
