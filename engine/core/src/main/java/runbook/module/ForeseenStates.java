package runbook.module;

import java.util.List;
import java.util.Optional;

/**
 * The states that earlier steps would leave on this host. Querying a change marks it as understood.
 */
public interface ForeseenStates {

  /** Returns the state an earlier step would bring this fact to; empty if none would change it. */
  <S> Optional<S> of(Fact<S> fact);

  /** Returns the facts of a type that earlier steps would change, in the order of the changes. */
  default <F extends Fact<?>> List<F> changed(Class<F> kind) {
    return changed(List.of(kind)).stream().map(kind::cast).toList();
  }

  /** Returns the facts of several types, in the order of the changes. */
  List<Fact<?>> changed(List<Class<? extends Fact<?>>> kinds);

  /**
   * Returns the places of a type that this fact reads and where earlier steps would write. Excludes
   * changes that were queried before.
   */
  <P extends Place> List<P> written(Class<P> kind);
}
