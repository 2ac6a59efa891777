package runbook.module;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * One sentence on a module or a parameter: the documentation, the JSON Schema and the linter say
 * it.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
  String value();
}
