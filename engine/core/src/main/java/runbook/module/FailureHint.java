package runbook.module;

import java.util.List;
import java.util.Optional;

/** Knows what to do about what a script of a module's own said before it failed. */
@FunctionalInterface
public interface FailureHint {

  /** For a script about whose failures nothing is known. */
  FailureHint NONE = said -> Optional.empty();

  Optional<String> on(List<String> said);
}
