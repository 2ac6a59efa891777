package runbook.module;

import java.util.List;
import java.util.Optional;

/** What earlier steps would leave behind on this host. */
public interface Foreseen {

  /** The state an earlier step would bring this fact to; empty when none would touch it. */
  <S> Optional<S> of(Fact<S> fact);

  /** The facts of a kind that earlier steps would change. */
  <F extends Fact<?>> List<F> changed(Class<F> kind);
}
