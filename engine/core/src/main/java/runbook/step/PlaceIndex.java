package runbook.step;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import runbook.module.Place;
import runbook.module.param.HostPath;

/**
 * Finds values by the places they read or write, without comparing a place with each of those that
 * a long play has.
 */
final class PlaceIndex<T> {

  private final Set<T> all = new HashSet<>();
  private final Map<Place, Set<T>> values = new LinkedHashMap<>();
  private final PathIndex<Place> byPath = new PathIndex<>();

  /** The places that are no paths. */
  private final Set<Place> others = new LinkedHashSet<>();

  boolean contains(T value) {
    return all.contains(value);
  }

  void add(Collection<Place> places, T value) {
    all.add(value);
    for (var place : places) {
      if (!values.containsKey(place)) {
        values.put(place, new LinkedHashSet<>());
        index(place);
      }
      values.get(place).add(value);
    }
  }

  private void index(Place place) {
    path(place).ifPresentOrElse(path -> byPath.add(path, place), () -> others.add(place));
  }

  private static Optional<HostPath> path(Place place) {
    return switch (place) {
      case Place.Path(HostPath path) -> Optional.of(path);
      case Place.Itself(HostPath path) -> Optional.of(path);
      case Place.Link(HostPath path, String _) -> Optional.of(path);
      default -> Optional.empty();
    };
  }

  /** Returns the values at whose places a write at one of these shows. */
  Set<T> readers(Collection<Place> written, HostLinks hostLinks) {
    var placeOverlap = new PlaceOverlap(hostLinks);
    var found = new LinkedHashSet<T>();
    for (var write : written) {
      var candidates = near(write, values.keySet(), hostLinks);
      found.addAll(valuesAt(candidates, place -> placeOverlap.of(write, place)));
    }
    return found;
  }

  /** Returns the values whose writes at their places show at one of these. */
  Set<T> writers(Collection<Place> read, HostLinks hostLinks) {
    var placeOverlap = new PlaceOverlap(hostLinks);
    var found = new LinkedHashSet<T>();
    for (var one : read) {
      var candidates = writtenNear(one, hostLinks);
      found.addAll(valuesAt(candidates, place -> placeOverlap.of(place, one)));
    }
    return found;
  }

  private Set<T> valuesAt(Set<Place> candidates, Predicate<Place> overlaps) {
    var found = new LinkedHashSet<T>();
    candidates.stream().filter(overlaps).forEach(place -> found.addAll(values.get(place)));
    return found;
  }

  private Set<Place> writtenNear(Place read, HostLinks hostLinks) {
    return switch (read) {
      case Place.Everything _ -> values.keySet();
      case Place.Account _, Place.Accounts _ -> {
        var found = new LinkedHashSet<Place>();
        PlaceOverlap.ACCOUNT_FILES.forEach(
            file -> found.addAll(near(file, values.keySet(), hostLinks)));
        yield found;
      }
      default -> near(read, others, hostLinks);
    };
  }

  /**
   * Returns all places that may overlap one, and maybe some that do not.
   *
   * @param otherwise what to return for a place that is no path
   */
  private Set<Place> near(Place place, Set<Place> otherwise, HostLinks hostLinks) {
    return path(place).map(path -> near(path, hostLinks)).orElse(otherwise);
  }

  private Set<Place> near(HostPath path, HostLinks hostLinks) {
    if (PathIndex.isAnywhere(path) || hostLinks.leadsThroughLink(path.path())) {
      return values.keySet();
    }
    var found = new LinkedHashSet<>(others);
    byPath.collect(path, found);
    // What lies behind a link may be anywhere.
    hostLinks.links().forEach(link -> byPath.collectBelow(new HostPath(link), found));
    return found;
  }
}
