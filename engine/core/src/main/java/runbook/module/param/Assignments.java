package runbook.module.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables and their new values; a value that is not known yet stays unknown. */
public record Assignments(Map<String, Object> values) {

  public Assignments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
