package runbook.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Unforeseeable;

/** The states that earlier steps would bring facts to. */
final class Foresight implements Foreseen {

  private final Map<Fact<?>, Object> states = new LinkedHashMap<>();

  @Override
  @SuppressWarnings("unchecked") // record() pairs a fact with its own state only
  public <S> Optional<S> of(Fact<S> fact) {
    return Optional.ofNullable((S) states.get(fact));
  }

  @Override
  public <F extends Fact<?>> List<F> changed(Class<F> kind) {
    return states.keySet().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The facts that earlier steps would change. */
  Set<Fact<?>> changed() {
    return states.keySet();
  }

  /** What would change the fact in a way that the fact itself does not understand. */
  Optional<Fact<?>> stranger(Fact<?> fact) {
    return states.keySet().stream()
        .filter(changed -> isStranger(changed, fact))
        .findFirst()
        .map(f -> f);
  }

  private static boolean isStranger(Fact<?> changed, Fact<?> fact) {
    return !changed.equals(fact) && changed.touches(fact) && !fact.touchedBy(changed);
  }

  Foresight copy() {
    var copy = new Foresight();
    copy.states.putAll(states);
    return copy;
  }

  void clear() {
    states.clear();
  }

  /** From now on the fact is foreseen so; what was foreseen of others follows it. */
  <S> void record(Fact<S> fact, S state) {
    states.remove(fact);
    states.put(fact, state);
    var alone = new Foresight();
    alone.states.put(fact, state);
    for (var other : List.copyOf(states.keySet())) {
      if (!other.equals(fact) && other.touchedBy(fact)) {
        follow(other, alone);
      } else if (isStranger(fact, other)) {
        states.remove(other);
      }
    }
  }

  private <S> void follow(Fact<S> other, Foreseen change) {
    try {
      states.put(other, other.foresee(of(other).orElseThrow(), change));
    } catch (Unforeseeable e) {
      // It is asked again, with all that is foreseen, when a step needs it.
      states.remove(other);
    }
  }
}
