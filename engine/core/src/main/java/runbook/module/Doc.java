package runbook.module;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Describes a module or a parameter in one sentence, for the documentation, the JSON Schema and the
 * linter.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
  String value();
}
