package runbook.module;

import java.util.List;

/** One thing that a change writes. */
public sealed interface Write {

  /** An unknown write at a place. */
  static Write to(Place place) {
    return new Somewhere(place);
  }

  /** A known state of a fact: the fact's places are written, and then it is in this state. */
  static <S> Write of(Fact<S> fact, S state) {
    return new State<>(fact, state);
  }

  /** Returns the places that are written. */
  List<Place> places();

  /** Returns an unknown write at a place. */
  record Somewhere(Place place) implements Write {
    @Override
    public List<Place> places() {
      return List.of(place);
    }
  }

  /** Returns a write that brings a fact to a state. */
  record State<S>(Fact<S> fact, S state) implements Write {
    @Override
    public List<Place> places() {
      return fact.places();
    }
  }
}
