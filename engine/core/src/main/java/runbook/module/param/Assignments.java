package runbook.module.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables with the values they shall have; a value that is not known yet is passed on as such.
 */
public record Assignments(Map<String, Object> values) {

  public Assignments {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
