package runbook.schema;

import java.util.Optional;

/**
 * A parameter of a module.
 *
 * @param defaultText the default as written in YAML; empty if there is none to show
 * @param fallback the value if the user sets none; empty if the parameter is required
 * @param optional whether the record declares it as an {@link Optional}
 * @param visibleToOthers whether other users of the host can see its value
 */
public record Parameter(
    String name,
    ParameterType parameterType,
    String doc,
    Optional<String> defaultText,
    Optional<Object> fallback,
    boolean optional,
    boolean visibleToOthers) {

  public boolean required() {
    return fallback.isEmpty();
  }
}
