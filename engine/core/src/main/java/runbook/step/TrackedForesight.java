package runbook.step;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Write;

/** Answers the queries of one fact from a foresight and remembers which changes it queried. */
final class TrackedForesight implements ForeseenStates {

  private final Fact<?> asker;
  private final Foresight foresight;
  private final Set<Fact<?>> facts = new HashSet<>();
  private final List<Class<?>> kinds = new ArrayList<>();

  TrackedForesight(Fact<?> asker, Foresight foresight) {
    this.asker = asker;
    this.foresight = foresight;
  }

  @Override
  public <S> Optional<S> of(Fact<S> fact) {
    facts.add(fact);
    return foresight.state(fact);
  }

  @Override
  public List<Fact<?>> changed(List<Class<? extends Fact<?>>> asked) {
    kinds.addAll(asked);
    return foresight.known().stream()
        .filter(fact -> asked.stream().anyMatch(kind -> kind.isInstance(fact)))
        .toList();
  }

  @Override
  public <P extends Place> List<P> written(Class<P> kind) {
    var places =
        foresight.reaching(asker).stream()
            .filter(change -> change.fact().filter(this::understands).isEmpty())
            .flatMap(change -> change.writes().stream())
            .filter(
                write -> !(write instanceof Write.State<?>(var fact, var _) && understands(fact)))
            .flatMap(write -> write.places().stream())
            .filter(kind::isInstance)
            .filter(place -> foresight.overlap().any(List.of(place), asker))
            .map(kind::cast)
            .toList();
    kinds.add(kind);
    return places;
  }

  /** Returns the first change that writes a place the fact reads and that it did not query. */
  Optional<EarlierChange> missed() {
    return foresight.reaching(asker).stream().filter(this::misses).findFirst();
  }

  private boolean misses(EarlierChange change) {
    return change.fact().filter(this::understands).isEmpty()
        && change.writes().stream()
            .anyMatch(
                write -> foresight.overlap().any(write.places(), asker) && !understands(write));
  }

  private boolean understands(Write write) {
    return switch (write) {
      case Write.State<?>(Fact<?> fact, Object _) -> understands(fact) || queried(write.places());
      case Write.Somewhere(Place place) -> queried(List.of(place));
    };
  }

  private boolean queried(List<Place> places) {
    return places.stream().allMatch(place -> kinds.contains(place.getClass()));
  }

  /**
   * Reports whether the fact asked for this fact or its type; asking for all facts does not count.
   */
  private boolean understands(Fact<?> fact) {
    boolean asked =
        facts.contains(fact)
            || kinds.stream().anyMatch(kind -> kind != Fact.class && kind.isInstance(fact));
    return asked && foresight.state(fact).isPresent();
  }
}
