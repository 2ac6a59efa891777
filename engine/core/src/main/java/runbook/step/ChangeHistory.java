package runbook.step;

import java.util.ArrayList;
import java.util.List;
import runbook.module.Fact;
import runbook.module.Place;

/**
 * The predicted changes in order. A prediction and its copies share one, each up to its own end.
 */
final class ChangeHistory {

  private final List<EarlierChange> changes = new ArrayList<>();
  private final PlaceIndex<Integer> index = new PlaceIndex<>();

  int size() {
    return changes.size();
  }

  void add(EarlierChange change) {
    index.add(change.places(), changes.size());
    changes.add(change);
  }

  /** Returns a history of the first changes, which can go on in another way. */
  ChangeHistory first(int count) {
    var first = new ChangeHistory();
    changes.subList(0, count).forEach(first::add);
    return first;
  }

  /** Returns those of the first changes that write one of these places, in order. */
  List<EarlierChange> reaching(int count, List<Place> places, HostLinks hostLinks) {
    return index.writers(places, hostLinks).stream()
        .filter(number -> number < count)
        .sorted()
        .map(changes::get)
        .toList();
  }

  /** Returns those of the first changes that write where a fact reads, in order. */
  List<EarlierChange> reaching(int count, Fact<?> fact, HostLinks hostLinks) {
    return reaching(count, HostStateCache.places(List.of(fact)), hostLinks);
  }
}
