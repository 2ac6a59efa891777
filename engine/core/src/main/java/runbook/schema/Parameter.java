package runbook.schema;

import java.util.Optional;

/**
 * A parameter of a module.
 *
 * @param defaultText the default as it would stand in YAML; empty when there is none to speak of
 * @param fallback what the record gets when the user says nothing; empty when it must be given
 * @param optional whether the record takes the value as an {@link Optional}
 */
public record Parameter(
    String name,
    ParameterType parameterType,
    String doc,
    Optional<String> defaultText,
    Optional<Object> fallback,
    boolean optional) {

  public boolean required() {
    return fallback.isEmpty();
  }
}
