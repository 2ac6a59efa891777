package runbook.step;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Write;

/**
 * A change that an earlier step would make.
 *
 * @param fact the fact it changes; empty if it cannot be queried
 * @param label describes the change to the user
 * @param why the message for a fact that does not understand the change, after "the state of FACT"
 */
record EarlierChange(Optional<Fact<?>> fact, String label, List<Write> writes, String why) {

  EarlierChange {
    writes = List.copyOf(writes);
  }

  /** A change that brings a fact to a state. */
  static <S> EarlierChange of(Fact<S> fact, S from, S to) {
    return of(fact, fact.writes(from, to));
  }

  /** A change of a fact with these writes. */
  static EarlierChange of(Fact<?> fact, List<Write> writes) {
    return new EarlierChange(
        Optional.of(fact),
        fact.label(),
        writes,
        "depends on %s, which an earlier step would change".formatted(fact.label()));
  }

  /** A change of which only the places are known. */
  static EarlierChange at(List<Place> places, String label, String why) {
    var writes = places.stream().map(Write::to).toList();
    return new EarlierChange(Optional.empty(), label, writes, why);
  }

  List<Place> places() {
    return writes.stream().flatMap(write -> write.places().stream()).toList();
  }

  /** Returns the writes whose resulting states are known. */
  Stream<Write.State<?>> states() {
    return writes.stream()
        .filter(Write.State.class::isInstance)
        .map(write -> (Write.State<?>) write);
  }

  String explanation(Fact<?> other) {
    return "the state of %s %s".formatted(other.label(), why);
  }
}
