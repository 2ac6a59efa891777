package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runbook.knowledge.Known;
import runbook.module.Place;
import runbook.module.param.HostPath;

class PlaceIndexTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "etc", "passwd", "..");

  private final Random random = new Random(42);

  /** The index may only save comparisons: what it finds is what comparing all places finds. */
  @Test
  void findsWhatComparingAllPlacesFinds() {
    for (int round = 0; round < 400; round++) {
      var hostLinks = randomLinks();
      var index = new PlaceIndex<Integer>();
      var places = new LinkedHashMap<Integer, List<Place>>();
      for (int number = 0; number < 40; number++) {
        var some = List.of(randomPlace(), randomPlace());
        places.put(number, some);
        index.add(some, number);
      }
      var placeOverlap = new PlaceOverlap(hostLinks);
      for (int i = 0; i < 20; i++) {
        var place = randomPlace();
        assertEquals(
            expected(places, other -> placeOverlap.of(place, other)),
            new TreeSet<>(index.readers(List.of(place), hostLinks)),
            () -> "a write at " + place);
        assertEquals(
            expected(places, other -> placeOverlap.of(other, place)),
            new TreeSet<>(index.writers(List.of(place), hostLinks)),
            () -> "a look at " + place + " among " + places + " with " + hostLinks.links());
      }
    }
  }

  /** Forgetting what lies behind a written path must not depend on the index of paths either. */
  @Test
  void copyOfLinksIsIndependent() {
    for (int round = 0; round < 400; round++) {
      var hostLinks = randomLinks();
      var copy = hostLinks.copy();
      var asked = IntStream.range(0, 30).mapToObj(_ -> randomPlace()).toList();
      var before = copy.unknown(asked);
      hostLinks.forget(randomPath());
      hostLinks.put(randomPath().path(), randomPath().path());
      assertEquals(before, copy.unknown(asked));
    }
  }

  @Test
  void writeAmongManyFilesOfOneFolderIsComparedWithFew() {
    var index = new PathIndex<Integer>();
    for (int number = 0; number < 5_000; number++) {
      index.add(new HostPath("/srv/files/f" + number), number);
    }
    var found = new LinkedHashSet<Integer>();
    index.collect(new HostPath("/srv/files/f17"), found);
    assertEquals(Set.of(17), found);
    index.collect(new HostPath("/srv/files"), found);
    assertEquals(5_000, found.size());
  }

  private static Set<Integer> expected(
      Map<Integer, List<Place>> places, Predicate<Place> overlaps) {
    var found = new TreeSet<Integer>();
    places.forEach((number, some) -> {
      if (some.stream().anyMatch(overlaps)) {
        found.add(number);
      }
    });
    return found;
  }

  private HostLinks randomLinks() {
    var hostLinks = new HostLinks();
    var paths = new ArrayList<Place>();
    for (int i = 0; i < random.nextInt(60); i++) {
      paths.add(new Place.Path(randomPath()));
    }
    var links = new LinkedHashMap<String, String>();
    for (int i = 0; i < random.nextInt(3); i++) {
      links.put(randomPath().path(), randomPath().path());
    }
    // The root is no link.
    links.remove("/");
    hostLinks
        .unknown(paths)
        .ifPresent(looked -> hostLinks.learn(looked, new Known<>(Map.copyOf(links))));
    return hostLinks;
  }

  private HostPath randomPath() {
    var path = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      // Mostly without "..", which makes a path overlap almost any other.
      path.append('/').append(NAMES.get(random.nextInt(NAMES.size() - random.nextInt(2))));
    }
    return new HostPath(random.nextInt(30) == 0 ? "/" : path.toString());
  }

  private Place randomPlace() {
    return switch (random.nextInt(14)) {
      case 0 -> new Place.Everything();
      case 1 -> new Place.Accounts();
      case 2 -> new Place.Account("web");
      case 3 -> new Place.Unit("a");
      case 4 -> new Place.Port(80);
      case 5 -> Place.Packages.ALL;
      case 6 -> new Place.Link(randomPath(), randomPath().path());
      case 7, 8, 9 -> new Place.Itself(randomPath());
      default -> new Place.Path(randomPath());
    };
  }
}
