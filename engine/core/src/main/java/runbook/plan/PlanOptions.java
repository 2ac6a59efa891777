package runbook.plan;

import java.util.List;
import java.util.Optional;

/**
 * Choices and variables from the command line, as typed.
 *
 * @param tags values of {@code --tags}, which can contain commas
 * @param skipTags values of {@code --skip-tags}, which can contain commas
 * @param extraVars values of {@code -e}: {@code name=value}, {@code @file} or a map in YAML or JSON
 */
public record PlanOptions(
    Optional<String> limit, List<String> tags, List<String> skipTags, List<String> extraVars) {

  /** The default: runs everything. */
  public static final PlanOptions ALL =
      new PlanOptions(Optional.empty(), List.of(), List.of(), List.of());
}
