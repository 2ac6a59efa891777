package runbook.module;

import java.util.List;
import java.util.Optional;

/**
 * What earlier steps would leave behind on this host. Asking about a change is understanding it.
 */
public interface ForeseenStates {

  /** The state an earlier step would bring this fact to; empty when none would change it. */
  <S> Optional<S> of(Fact<S> fact);

  /** The facts of a kind that earlier steps would change, in the order of the changes. */
  default <F extends Fact<?>> List<F> changed(Class<F> kind) {
    return changed(List.of(kind)).stream().map(kind::cast).toList();
  }

  /** The facts of several kinds, in the order of the changes. */
  List<Fact<?>> changed(List<Class<? extends Fact<?>>> kinds);

  /**
   * The places of a kind that this fact looks at and where earlier steps would write something
   * unknown. Changes that were asked about before are left out.
   */
  <P extends Place> List<P> written(Class<P> kind);
}
