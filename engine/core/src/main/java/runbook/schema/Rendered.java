package runbook.schema;

import runbook.module.param.Template;

/** What became of a template. */
public sealed interface Rendered {

  /** It is filled in. */
  record Filled(Template template) implements Rendered {}

  /** It needs something that is not known yet. */
  record Unsure(String why) implements Rendered {}

  /** It could not be filled in, and a problem says why. */
  record Refused() implements Rendered {}
}
