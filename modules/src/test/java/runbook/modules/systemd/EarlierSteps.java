package runbook.modules.systemd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;

/** The results of earlier steps, in the order of the test. */
final class EarlierSteps implements ForeseenStates {

  private final Map<Fact<?>, Object> states = new LinkedHashMap<>();
  private final List<Place> places = new ArrayList<>();

  <S> EarlierSteps then(Fact<S> fact, S state) {
    states.remove(fact);
    states.put(fact, state);
    return this;
  }

  EarlierSteps then(Place written) {
    places.add(written);
    return this;
  }

  @Override
  @SuppressWarnings("unchecked") // then() pairs a fact with its own state only
  public <S> Optional<S> of(Fact<S> fact) {
    return Optional.ofNullable((S) states.get(fact));
  }

  @Override
  public List<Fact<?>> changed(List<Class<? extends Fact<?>>> kinds) {
    return states.keySet().stream()
        .filter(fact -> kinds.stream().anyMatch(kind -> kind.isInstance(fact)))
        .toList();
  }

  @Override
  public <P extends Place> List<P> written(Class<P> kind) {
    return places.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
