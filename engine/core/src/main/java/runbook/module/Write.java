package runbook.module;

import java.util.List;

/** One thing that a change writes. */
public sealed interface Write {

  /** Something at a place, and it is not known what. */
  static Write to(Place place) {
    return new Somewhere(place);
  }

  /** The state of a fact: its places are written, and the fact is in this state afterwards. */
  static <S> Write of(Fact<S> fact, S state) {
    return new State<>(fact, state);
  }

  /** Where it is written. */
  List<Place> places();

  /** Something at a place. */
  record Somewhere(Place place) implements Write {
    @Override
    public List<Place> places() {
      return List.of(place);
    }
  }

  /** The state that a fact gets. */
  record State<S>(Fact<S> fact, S state) implements Write {
    @Override
    public List<Place> places() {
      return fact.places();
    }
  }
}
