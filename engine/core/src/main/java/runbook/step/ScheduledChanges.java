package runbook.step;

import java.util.ArrayList;
import java.util.List;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.Want;

/** The changes of a step that are sent together. */
final class ScheduledChanges {

  private final HostStateCache hostStateCache;
  private final List<Want.Reach<?>> wants = new ArrayList<>();
  private final List<StateTransition<?>> transitions = new ArrayList<>();
  private final List<Place> written = new ArrayList<>();

  ScheduledChanges(HostStateCache hostStateCache) {
    this.hostStateCache = hostStateCache;
  }

  <S> void add(Want.Reach<S> want, S from, S to, Target.TargetOptions targetOptions) {
    wants.add(want);
    transitions.add(new StateTransition<>(want.fact(), from, to));
    written.addAll(hostStateCache.foresee(want.fact(), from, to, targetOptions));
  }

  boolean isEmpty() {
    return wants.isEmpty();
  }

  List<Want.Reach<?>> wants() {
    return wants;
  }

  List<StateTransition<?>> transitions() {
    return transitions;
  }

  List<Fact<?>> facts() {
    return transitions.stream().<Fact<?>>map(StateTransition::fact).toList();
  }

  /** Returns the places they write. */
  List<Place> written() {
    return written;
  }

  /** Lets the facts make the changes. */
  List<Change> changes() {
    return transitions.stream().flatMap(one -> one.changes().stream()).toList();
  }

  void clear() {
    wants.clear();
    transitions.clear();
    written.clear();
  }
}
