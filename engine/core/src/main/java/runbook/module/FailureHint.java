package runbook.module;

import java.util.List;
import java.util.Optional;

/** Suggests what to do about a failed script of a module, based on the script's output. */
@FunctionalInterface
public interface FailureHint {

  /** A hint for a script whose failures have no known remedy. */
  FailureHint NONE = said -> Optional.empty();

  Optional<String> on(List<String> said);
}
