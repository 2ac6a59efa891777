package runbook.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables that can be seen at one place. */
public final class Scope {

  private final Map<String, Object> values;

  private Scope(Map<String, Object> values) {
    this.values = values;
  }

  public static Scope of(Map<String, Object> values) {
    return new Scope(new LinkedHashMap<>(values));
  }

  public Scope with(String name, Object value) {
    var more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Scope(more);
  }

  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
